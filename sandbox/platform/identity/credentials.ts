import { randomBytes } from 'node:crypto';

export interface PlatformUser {
  user: string;
  id: string;
  /** License Manager resource keys, for example `LogisticsAdmin`. */
  resources: readonly string[];
  account: string;
}

export type Principal = { kind: 'app' } | { kind: 'user'; user: PlatformUser };

/** Tokens of the app (`x-vtex-credential`) and of the people (`VtexIdclientAutCookie`). */
export interface Credentials {
  /** A token for the app's next request; those given out before stay valid until expired. */
  issueAppToken(): string;
  /** From now on only tokens given out later count: what a long-lived client still holds is refused. */
  expireAppTokens(): void;
  isAppToken(token: string | undefined): boolean;
  /** Somebody logs in to the admin; the answer is the value of the cookie. */
  login(user: { user: string; resources: readonly string[]; account?: string }): string;
  logout(token: string): void;
  /** Takes or gives rights of somebody who is logged in. */
  setResources(token: string, resources: readonly string[]): void;
  principalOf(token: string | undefined): Principal | null;
  /** Logged in, under that name, and allowed anything at all. */
  isAdmin(user: string): boolean;
  /** Every token that was ever given out: none of them may show up in a log. */
  secrets(): string[];
}

export function newCredentials(account: string): Credentials {
  const everIssued = new Set<string>();
  let current = new Set<string>();
  const users = new Map<string, PlatformUser>();
  const fresh = (kind: string) => {
    const token = `${kind}.${randomBytes(36).toString('base64url')}`;
    everIssued.add(token);
    return token;
  };
  return {
    issueAppToken() {
      const token = fresh('app');
      current.add(token);
      return token;
    },
    expireAppTokens() {
      current = new Set();
    },
    isAppToken: (token) => token !== undefined && current.has(token),
    login({ user, resources, account: of = account }) {
      const token = fresh('user');
      users.set(token, { user, id: `id-${users.size + 1}`, resources, account: of });
      return token;
    },
    logout: (token) => void users.delete(token),
    setResources(token, resources) {
      const known = users.get(token);
      if (known) users.set(token, { ...known, resources });
    },
    principalOf(token) {
      if (token === undefined) return null;
      if (current.has(token)) return { kind: 'app' };
      const user = users.get(token);
      return user ? { kind: 'user', user } : null;
    },
    isAdmin: (name) =>
      [...users.values()].some(({ user, resources }) => user === name && resources.length > 0),
    secrets: () => [...everIssued],
  };
}
