import type { Reader } from './query-parts';

/** How fast an endpoint of VTEX may be called, all processes together. */
export interface EndpointPace {
  /** `GET /api/oms/pvt/orders/{orderId}` */
  endpoint: string;
  perSecond: number;
  /** How long a 429 still stands; 0 when none does. */
  blockedSeconds: number;
}

export async function readPace(pool: Reader, account: string): Promise<EndpointPace[]> {
  const { rows } = await pool.query<EndpointPace>(
    `select endpoint, rate_per_second as "perSecond",
            case when blocked_until > clock_timestamp()
              then extract(epoch from blocked_until - clock_timestamp())::float8 else 0 end as "blockedSeconds"
     from holdfast.rate_limits where account = $1 order by endpoint`,
    [account],
  );
  return rows;
}
