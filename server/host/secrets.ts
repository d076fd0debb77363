import { randomBytes } from 'node:crypto';
import type { FirstSettingStore } from '@holdfast/node/store/store';

/** A secret of the environment, or the one that was made at the first start and kept. */
export async function keepSecret(
  store: FirstSettingStore,
  key: string,
  given: string | null,
): Promise<string> {
  if (given !== null) return given;
  const kept = await store.keepSetting(key, randomBytes(24).toString('base64url'));
  if (typeof kept !== 'string' || kept === '') throw new Error(`The kept setting ${key} is not a secret.`);
  return kept;
}
