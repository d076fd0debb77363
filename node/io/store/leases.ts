import { type Position, positionKey } from '../../core/position';
import type { Lease } from '../../store/store';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { leasePath } from './paths';
import { readPlain } from './read-document';
import type { StoreContext } from './store-context';

/** `token` is null once it was released; unique to each holding, so that no two versions are the same. */
interface LeaseDocument {
  token: string | null;
  lastToken: string;
  untilMs: number;
}

/**
 * Twice as long as the platform lets a service work (60 s). Should clocks differ by more than what is left, two
 * may think that they hold it: the position's document still lets only one intent begin.
 */
const LEASE_MS = 120_000;

export const positionLease = (position: Position) => `position/${positionKey(position)}`;
export const ACCOUNT_LEASE = 'account-updates';
export const TICK_LEASE = 'tick';
export const RECONCILIATION_LEASE = 'reconciliation';

/** Null when somebody holds it, or was faster. */
export async function takeLease(ctx: StoreContext, name: string): Promise<Lease | null> {
  const path = leasePath(name);
  const found = await readPlain(ctx.documents, path);
  const held = (found?.value ?? null) as LeaseDocument | null;
  if (held !== null && held.token !== null && held.untilMs > ctx.now()) return null;
  const token = ctx.newId();
  const lease: LeaseDocument = { token, lastToken: token, untilMs: ctx.now() + LEASE_MS };
  const taken = await ctx.documents.write(path, lease, found?.etag ?? 'absent');
  if (taken.kind === 'conflict') return null;
  if (taken.kind === 'unsure' && !(await holds(ctx, path, token))) {
    throw new PlatformUnavailable(taken.message);
  }
  let released = false;
  return {
    isHeld: () => !released && ctx.now() < lease.untilMs,
    end: () => {
      released = true;
      return giveBack(ctx, path, token);
    },
  };
}

async function holds(ctx: StoreContext, path: string, token: string): Promise<boolean> {
  const found = await readPlain(ctx.documents, path);
  return (found?.value as LeaseDocument | undefined)?.token === token;
}

const END_TRIES = 3;

/** Whatever goes wrong here for good, the lease ends by its time: until then everybody else would wait. */
async function giveBack(ctx: StoreContext, path: string, token: string): Promise<void> {
  for (let attempt = 1; attempt <= END_TRIES; attempt += 1) {
    if (attempt > 1) await ctx.pause(Math.round(100 * attempt * (0.5 + ctx.random())));
    const found = await ctx.documents.read(path);
    if (found.kind === 'absent') return;
    if (found.kind === 'unsure') continue;
    if ((found.value as LeaseDocument).token !== token) return;
    const released: LeaseDocument = { token: null, lastToken: token, untilMs: 0 };
    const written = await ctx.documents.write(path, released, found.etag);
    if (written.kind === 'written') return;
  }
}
