export type TokenAnswer =
  | { kind: 'user'; id: string | null; user: string | null; account: string | null; audience: string | null }
  /** Not a token, or one that has run out. */
  | { kind: 'nobody' }
  /** VTEX ID did not answer, or not as documented. */
  | { kind: 'unavailable' };

export type AccessAnswer = 'yes' | 'no' | 'unavailable';

/** The store's own identity: VTEX ID says who somebody is, License Manager what they may do. */
export interface IdentityPort {
  whoHolds(token: string): Promise<TokenAnswer>;
  /** `resource`: the key of a License Manager resource, as `LogisticsAdmin`. */
  mayUse(token: string, resource: string): Promise<AccessAnswer>;
}
