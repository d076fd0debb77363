/**
 * What a person may do, each what the one before it may:
 *
 * | role | may |
 * |---|---|
 * | viewer | read everything |
 * | approver | decide on recommendations, repair from a reviewed report |
 * | admin | everything: retry and replay messages, hook, sweep, backfill, unregister |
 */
export const ROLES = ['viewer', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. */
export interface Caller {
  /** Recorded with what they decide. */
  who: string;
  role: Role;
}

/** Whoever holds the one admin token, which names nobody. */
export const AN_ADMIN: Caller = { who: 'An admin', role: 'admin' };

export function mayAct(role: Role, need: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(need);
}
