import { anAdmin, digestOfToken, type Person, type TokenDigest } from '../http/session/people';
import type { HostSettings } from './host-settings';

/**
 * Who may sign in: the people of the settings, and whoever has the one admin token. The token that was made at the
 * first start counts only as long as nobody is named: it would be a way in that nobody thinks of.
 */
export function peopleOfSettings(
  { users, adminToken }: Pick<HostSettings, 'users' | 'adminToken'>,
  made: TokenDigest | null,
): Person[] {
  const named = users.map(({ name, role, token }) => ({
    who: name,
    role,
    tokenDigest: digestOfToken(token),
  }));
  if (adminToken !== null) return [...named, anAdmin(digestOfToken(adminToken))];
  return named.length > 0 || made === null ? named : [anAdmin(made)];
}
