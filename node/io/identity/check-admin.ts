import { createHash } from 'node:crypto';
import { endpoints } from '../../clients/vtex/endpoints';
import type { Resource } from '../../clients/vtex/resources';
import type { AccessAnswer, IdentityPort } from './identity-port';

/** `read`: what the panel shows. `decide`: everything that changes something. */
export type Need = 'read' | 'decide';

/**
 * License Manager resources, any one of them is enough. What an approval sets off (inventory update, acknowledge,
 * cancel a reservation) VTEX itself lets nobody do without "Logistics full access"; what the panel shows is
 * reservations and stock, which "Logistics viewer" may read.
 */
export const RESOURCES: Record<Need, readonly Resource[]> = {
  read: endpoints.listReservations.resources,
  decide: endpoints.acknowledgeReservation.resources,
};

export type AdminCheck =
  /** `who` is an opaque id: no name, no address. */
  { kind: 'admitted'; who: string } | { kind: 'refused'; status: 401 | 403 | 503; error: string };

export interface AdminCheckServices {
  identity: IdentityPort;
  /** Epoch ms. */
  now(): number;
}

export type AdminChecker = (
  services: AdminCheckServices,
  request: { account: string; token: string | undefined; need: Need },
) => Promise<AdminCheck>;

/** A right that was taken away is felt after this long at the latest. */
export const ADMITTED_FOR_MS = 60_000;
const MOST_REMEMBERED = 500;

/**
 * Lets in whoever the store itself lets in: VTEX ID says that the token is somebody's of this account, License
 * Manager that they hold a resource. Only a yes is remembered, by the token's digest, for a moment.
 */
export function createAdminChecker(): AdminChecker {
  const admitted = new Map<string, { who: string; untilMs: number }>();
  return async (services, request) => {
    const { account, token, need } = request;
    if (token === undefined || token === '') return refused(401, 'Log in to the VTEX admin of this store.');
    const key = digestOf(`${account}\n${need}\n${token}`);
    const known = admitted.get(key);
    if (known !== undefined && services.now() < known.untilMs) return { kind: 'admitted', who: known.who };
    admitted.delete(key);
    const check = await askVtex(services.identity, { account, token, need });
    if (check.kind === 'admitted') {
      forgetOldest(admitted);
      admitted.set(key, { who: check.who, untilMs: services.now() + ADMITTED_FOR_MS });
    }
    return check;
  };
}

async function askVtex(
  identity: IdentityPort,
  { account, token, need }: { account: string; token: string; need: Need },
): Promise<AdminCheck> {
  const holder = await identity.whoHolds(token);
  if (holder.kind === 'unavailable') return refused(503, 'VTEX ID does not answer; try again in a moment.');
  if (holder.kind === 'nobody') return refused(401, 'The VTEX session has ended: log in to the admin again.');
  if (holder.account === null || holder.account.toLowerCase() !== account.toLowerCase()) {
    return refused(403, `This session belongs to another account than ${account}.`);
  }
  if (holder.audience?.toLowerCase() === 'webstore') {
    return refused(403, 'This is a session of a shopper, not of the admin.');
  }
  const answers: AccessAnswer[] = [];
  for (const resource of RESOURCES[need]) {
    const answer = await identity.mayUse(token, resource);
    if (answer === 'yes') return { kind: 'admitted', who: opaqueId(holder.id, holder.user) };
    answers.push(answer);
  }
  if (answers.includes('unavailable')) {
    return refused(503, 'License Manager does not answer; try again in a moment.');
  }
  return refused(403, `Your role lacks the License Manager resource ${RESOURCES[need].join(' or ')}.`);
}

/** VTEX ID's own id of the user; the user's name is an e-mail address, which is not kept. */
function opaqueId(id: string | null, user: string | null): string {
  if (id !== null && /^[A-Za-z0-9-]{8,64}$/.test(id)) return `admin ${id}`;
  return `admin ${digestOf(id ?? user ?? 'unnamed').slice(0, 16)}`;
}

function refused(status: 401 | 403 | 503, error: string): AdminCheck {
  return { kind: 'refused', status, error };
}

function forgetOldest(admitted: Map<string, unknown>): void {
  const [oldest] = admitted.keys();
  if (admitted.size >= MOST_REMEMBERED && oldest !== undefined) admitted.delete(oldest);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
