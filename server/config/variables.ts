import { isIP } from 'node:net';
import {
  appKeys,
  backfillHours,
  countMaxAgeDays,
  gatherWindowMs,
  guardedUrl,
  guardGapMs,
  mode,
  oneOf,
  retentionDays,
  token,
  tokens,
  urlOrNull,
  whole,
} from '@holdfast/node/setting-fields';
import { z } from 'zod';
import { ERP_CONNECTOR_NAMES } from '../erp/read-erp';
import { users } from './users';

const onOff = oneOf(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

const isAddress = (text: string) => text === 'localhost' || isIP(text) !== 0;

/**
 * One rule for each variable of the contract and of docs/configuration.md, without those of the connectors (see
 * `server/erp`); the message says what it wants.
 */
export const variables = z.object({
  PORT: whole(0, 65_535, '').default(3000),
  HOLDFAST_HOST: z.string().refine(isAddress, 'an IP address of this machine, or localhost').optional(),
  HOLDFAST_HEALTH_PORT: whole(1, 65_535, '').optional(),
  DATABASE_URL: z
    .string()
    .refine((text) => /^postgres(ql)?:$/.test(urlOrNull(text)?.protocol ?? ''), 'a postgres:// address')
    .optional(),
  HOLDFAST_DATA_DIR: z.string().default('.holdfast'),
  HOLDFAST_ROLE: oneOf(['all', 'server', 'worker']).default('all'),
  HOLDFAST_MODE: mode.optional(),
  HOLDFAST_GUARD_GAP_MS: guardGapMs,
  HOLDFAST_GATHER_WINDOW_MS: gatherWindowMs.optional(),
  HOLDFAST_RETENTION_DAYS: retentionDays,
  HOLDFAST_BACKFILL_HOURS: backfillHours,
  HOLDFAST_PUBLIC_URL: guardedUrl.optional(),
  HOLDFAST_TRUST_PROXY: whole(0, 10, 'of proxies ').default(0),
  HOLDFAST_TAKE_OVER: onOff,
  HOLDFAST_SANDBOX: onOff,
  HOLDFAST_ADMIN_TOKEN: token.optional(),
  HOLDFAST_USERS: users.optional(),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  VTEX_ACCOUNT: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,62}$/i,
      'the account name: letters, digits and dashes, as in {account}.myvtex.com',
    )
    .optional(),
  VTEX_APP_KEY: appKeys.optional(),
  VTEX_APP_TOKEN: tokens.optional(),
  VTEX_BASE_URL: guardedUrl.optional(),
  VTEX_HOOK_SECRET: tokens.optional(),
  ERP_CONNECTOR: oneOf(ERP_CONNECTOR_NAMES).optional(),
  ERP_INBOUND_TOKEN: tokens.optional(),
  HOLDFAST_COUNT_MAX_AGE_DAYS: countMaxAgeDays,
  ERP_POLL_MINUTES: whole(0, 1_440, 'of minutes ').default(0),
  HOLDFAST_GATEWAY_CALLERS: z.string().optional(),
});

export type Variables = z.output<typeof variables>;
