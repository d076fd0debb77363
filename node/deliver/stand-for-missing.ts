import type { DeliveryOutcome } from '../clients/erp/connector';
import type { Delivery } from '../store/delivery';
import type { Lease, SettingStore } from '../store/store';
import { readMissing, type Standing, saveMissing, standingOf } from './missing-things';

export interface MissingServices {
  store: SettingStore;
  /**
   * Keeps two processes from changing the list of missing things at once. Without it they may park two deliveries
   * for one thing, and the one that is written over waits for a person; nothing worse. The account's own.
   */
  locks?: { tryLock(name: string): Promise<Lease | null> };
}

type Missed = Extract<DeliveryOutcome, { kind: 'missing' }>;

/** An outcome that says what becomes of this delivery: nobody else's matters any more. */
export type OwnOutcome =
  | Exclude<DeliveryOutcome, Missed>
  /** The same is missing as for a parked one: tried again now and then, for as long as it takes. */
  | { kind: 'waits'; status: number | null; message: string; isSoon: boolean };

/**
 * The first delivery that misses a thing is refused, so that a person sees one parked sentence for each thing;
 * the others wait. It is written down before the delivery is parked: after a crash between the two it is sent
 * again, misses the same, and finds itself written down.
 */
export async function standForMissing(
  services: MissingServices,
  delivery: Delivery,
  outcome: DeliveryOutcome,
): Promise<OwnOutcome> {
  if (outcome.kind !== 'missing') return outcome;
  const { status, message } = outcome;
  const standing = await takeStand(services, delivery, outcome);
  if (standing === null) return { kind: 'waits', status, message, isSoon: true };
  if (standing.kind === 'parks') return { kind: 'refused', status, message };
  const why =
    standing.forId === null
      ? 'So much else is missing too that this waits its turn.'
      : `It waits for the same as message ${standing.forId}, which is parked.`;
  return { kind: 'waits', status, message: `${message} ${why}`, isSoon: false };
}

/** Null when somebody else is just changing the list. */
async function takeStand(
  services: MissingServices,
  delivery: Delivery,
  missed: Missed,
): Promise<Standing | null> {
  const { store } = services;
  const { standing, changed } = standingOf(await readMissing(store), delivery, missed);
  if (changed === null) return standing;
  return whileListIsOurs(services, async () => {
    const again = standingOf(await readMissing(store), delivery, missed);
    if (again.changed !== null) await saveMissing(store, again.changed);
    return again.standing;
  });
}

/** Null when somebody else is just changing the list. */
export async function whileListIsOurs<T>(
  { locks }: MissingServices,
  work: () => Promise<T>,
): Promise<T | null> {
  if (locks === undefined) return work();
  const lease = await locks.tryLock('missing');
  if (lease === null) return null;
  try {
    return await work();
  } finally {
    await lease.end();
  }
}
