import type { WatermarkTrust } from '../../core/gate/gate-input';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { backOff } from './change-document';
import { TRUST_PATH } from './paths';
import { putOrThrow, readPlain } from './read-document';
import type { StoreContext } from './store-context';

export async function readTrust(ctx: StoreContext): Promise<WatermarkTrust> {
  return (await trustAsRead(ctx)).trust;
}

export async function writeTrust({ documents }: StoreContext, trust: WatermarkTrust): Promise<void> {
  await putOrThrow(documents, TRUST_PATH, { trust });
}

const ROUNDS = 10;

/**
 * What a conclusion taught. `proven` never overwrites what was learned since, not even between the look and the
 * write: a late helper must not make a broken account trusted.
 */
export async function learnTrust(ctx: StoreContext, learned: WatermarkTrust): Promise<void> {
  if (learned !== 'proven') return writeTrust(ctx, learned);
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) await backOff(ctx, round);
    const { trust, etag } = await trustAsRead(ctx);
    if (trust !== 'unproven') return;
    const written = await ctx.documents.write(TRUST_PATH, { trust: learned }, etag);
    if (written.kind === 'unsure') throw new PlatformUnavailable(written.message);
    if (written.kind === 'written') return;
  }
  throw new PlatformUnavailable(`${TRUST_PATH} is being changed by too many at once`);
}

async function trustAsRead({ documents }: StoreContext): Promise<{ trust: WatermarkTrust; etag: string }> {
  const found = await readPlain(documents, TRUST_PATH);
  const kept = found?.value as { trust: WatermarkTrust } | undefined;
  return { trust: kept?.trust ?? 'unproven', etag: found?.etag ?? 'absent' };
}
