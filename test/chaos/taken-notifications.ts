import { parseInstant } from '@holdfast/node/core/instant';
import type { Post } from '@holdfast/sandbox/store/hook/hook-sender';
import { postJson } from '@holdfast/sandbox/store/hook/post';
import type { Pool } from 'pg';

export interface Taken {
  orderId: string;
  state: string;
  currentChange: string;
}

/** Carries the store's notifications, and remembers those that were answered with 200. */
export interface TakenNotifications {
  post: Post;
  /** When the last one of an order that was answered with 200 had been sent. Epoch ms. */
  takenAtMs: Map<string, number>;
  /** Sent, whatever the answer was. */
  sent(): number;
  taken: readonly Taken[];
}

export function takeNotifications(): TakenNotifications {
  const takenAtMs = new Map<string, number>();
  const taken: Taken[] = [];
  let sent = 0;
  return {
    takenAtMs,
    taken,
    sent: () => sent,
    post: async (url, headers, body, timeoutMs) => {
      sent += 1;
      const sentAtMs = Date.now();
      const status = await postJson(url, headers, body, timeoutMs);
      const told = readTold(body);
      if (status !== 200 || told === null) return status;
      taken.push(told);
      takenAtMs.set(told.orderId, Math.max(sentAtMs, takenAtMs.get(told.orderId) ?? 0));
      return status;
    },
  };
}

function readTold(body: unknown): Taken | null {
  const told = body as { OrderId?: string; State?: string; CurrentChange?: string };
  if (told.OrderId === undefined) return null;
  return { orderId: told.OrderId, state: told.State ?? '', currentChange: told.CurrentChange ?? '' };
}

/** Those that the log has no line of. */
export async function notInTheLog(pool: Pool, account: string, taken: readonly Taken[]): Promise<Taken[]> {
  const { rows } = await pool.query<{ told: string }>(
    `select order_id || ' ' || coalesce(detail->>'state', '') || ' ' || coalesce(detail->>'currentChange', '') as told
     from holdfast.sync_log
     where account = $1 and kind = 'notification' and detail->>'source' = 'hook'`,
    [account],
  );
  const kept = new Set(rows.map(({ told }) => told));
  return taken.filter(
    ({ orderId, state, currentChange }) =>
      !kept.has(`${orderId} ${state} ${parseInstant(currentChange) ?? ''}`),
  );
}
