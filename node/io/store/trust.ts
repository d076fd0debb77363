import type { WatermarkTrust } from '../../core/gate/plan';
import { TRUST_PATH } from './paths';
import { putOrThrow, readPlain } from './read-document';
import type { StoreContext } from './store-context';

export async function readTrust({ documents }: StoreContext): Promise<WatermarkTrust> {
  const found = await readPlain(documents, TRUST_PATH);
  return (found?.value as { trust: WatermarkTrust } | undefined)?.trust ?? 'unproven';
}

export async function writeTrust({ documents }: StoreContext, trust: WatermarkTrust): Promise<void> {
  await putOrThrow(documents, TRUST_PATH, { trust });
}
