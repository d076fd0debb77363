import { randomBytes } from 'node:crypto';
import type { FirstSettingStore } from '@holdfast/node/store/store';

export interface KeptSecret {
  value: string;
  /** True at the start that made it: shown once. */
  isNew: boolean;
}

/** A secret of the environment, or the one that was made at the first start and kept. */
export async function keepSecret(
  store: FirstSettingStore,
  key: string,
  given: string | null,
): Promise<KeptSecret> {
  if (given !== null) return { value: given, isNew: false };
  const made = randomBytes(24).toString('base64url');
  const kept = await store.keepSetting(key, made);
  if (typeof kept !== 'string' || kept === '') throw new Error(`The kept setting ${key} is not a secret.`);
  return { value: kept, isNew: kept === made };
}
