import { randomBytes } from 'node:crypto';
import type { SettingStore } from '@holdfast/node/store/store';

export interface KeptSecret {
  value: string;
  /** True at the start that made it: shown once. */
  isNew: boolean;
}

/** A secret of the environment, or the one that was made at the first start and kept. */
export async function keepSecret(
  store: SettingStore,
  key: string,
  given: string | null,
): Promise<KeptSecret> {
  if (given !== null) return { value: given, isNew: false };
  const kept = await store.setting(key);
  if (typeof kept === 'string' && kept !== '') return { value: kept, isNew: false };
  const value = randomBytes(24).toString('base64url');
  await store.setSetting(key, value);
  return { value, isNew: true };
}
