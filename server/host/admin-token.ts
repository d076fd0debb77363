import { randomBytes } from 'node:crypto';
import type { FirstSettingStore, SettingStore } from '@holdfast/node/store/store';
import { digestOfToken, type TokenDigest } from '../http/session/people';

export interface AdminToken {
  /** Null: there is none, and nobody signs in with it. */
  digest: TokenDigest | null;
  /** Of the start that made it, to be shown once; nobody can tell it afterwards. */
  made: string | null;
}

const KEY = 'secret.admin-token';
const HASHED = /^sha256:([0-9a-f]{64})$/;

/**
 * The one token of the panel and the API that was made at the first start, kept as a hash. It is made only where it
 * can be shown: what a log keeps is read by more people than may decide.
 */
export async function keepAdminToken(
  store: FirstSettingStore & SettingStore,
  canShow: boolean,
): Promise<AdminToken> {
  const before = await store.setting(KEY);
  if (before === null && !canShow) return { digest: null, made: null };
  const made = randomBytes(24).toString('base64url');
  const kept = before ?? (await store.keepSetting(KEY, `sha256:${digestOfToken(made)}`));
  if (typeof kept !== 'string' || kept === '') throw new Error(`The kept setting ${KEY} is not a secret.`);
  const digest = HASHED.exec(kept)?.[1] as TokenDigest | undefined;
  if (digest !== undefined) return { digest, made: digest === digestOfToken(made) ? made : null };
  // Of a version that kept the token itself.
  await store.setSetting(KEY, `sha256:${digestOfToken(kept)}`);
  return { digest: digestOfToken(kept), made: null };
}
