import { reservationChangedEvent } from '../core/erp-events/reservation-changed';
import { reservedByStatus, stockReconciledEvent } from '../core/erp-events/stock-reconciled';
import { activeOf, sumOfQuantities } from '../core/gate/active';
import type { PositionReading } from '../core/gate/reading';
import type { LeftUnits } from '../core/gate/stock-count';
import type { LockId, OrderId } from '../core/id';
import { instantOfMs } from '../core/instant';
import { few, type Sentence } from '../core/said/said';
import { say, together } from '../core/said/say';
import type { ChainServices } from '../middlewares/chain-services';
import { askForDelivery, mirrorOrder } from '../orders/ask-for-delivery';
import { changeEntry, learn } from '../orders/record-reading';
import type { Plan, RemovalIntent, RemovalResult } from '../store/plan';
import type { RemovalConclusion } from '../store/store';
import {
  afterRepair,
  afterReturn,
  type Effect,
  inTurn,
  released,
  setAside,
  stillReserved,
  takenOut,
} from './reservation-effects';

/** What a removal is closed with: its plan, the intent that was sent, and the reading that judged it. */
export interface Closing {
  plan: Plan;
  intent: RemovalIntent;
  reading: PositionReading;
}

/**
 * The read-back found everything as intended. Reservations are marked as removed only here: before the proof
 * nobody may be told so.
 */
export async function concludeProven(
  services: ChainServices,
  closing: Closing,
  verdict: { removedQuantity: number; provesWatermark: boolean },
): Promise<void> {
  const { intent, reading } = closing;
  const { totalQuantity, reservedQuantity } = reading.balance;
  const repair = intent.repair == null ? null : { ...intent.repair, lost: lostWith(closing) };
  const removedQuantity = verdict.removedQuantity + (repair ? 0 : sumOfQuantities(unreservedIn(closing)));
  const sentence = repair ? lostSentence(closing, repair) : provenSentence(closing, removedQuantity);
  const result: RemovalResult = repair?.byOurUpdate
    ? { kind: 'lost', message: sentence.message, lost: repair.lost, repairedTotal: totalQuantity }
    : { kind: 'proven', totalQuantity, reservedQuantity, removedQuantity };
  await close(services, closing, {
    state: repair?.byOurUpdate ? 'failed' : 'executed',
    result,
    trust: verdict.provesWatermark ? 'proven' : null,
    sentence,
    outcome: repair ? 'attention' : 'ok',
    effects: [released, takenOut, setAside, afterReturn, afterRepair],
    removedQuantity,
  });
}

/** What a repair was sent for, and what VTEX let go of with it. */
function lostWith({ intent, reading }: Closing): NonNullable<RemovalIntent['repair']>['lost'] {
  const { lost = [], atRisk = [] } = intent.repair ?? {};
  const held = new Set(activeOf(reading).map(({ lockId }) => lockId));
  return [...lost, ...atRisk.filter(({ lockId }) => !held.has(lockId))];
}

/** The total was taken, but VTEX still reserves units of some releases: those are remembered as deducted. */
export async function concludeNotReleased(
  services: ChainServices,
  closing: Closing,
  verdict: Sentence & { lockIds: LockId[] },
): Promise<void> {
  const { message, lockIds } = verdict;
  const held = new Set(lockIds);
  await close(services, closing, {
    state: 'failed',
    result: { kind: 'not-released', message, lockIds },
    trust: null,
    sentence: verdict,
    outcome: 'attention',
    effects: [
      (...given) => released(...given).filter(({ reservation }) => !held.has(reservation.lockId)),
      (known) => stillReserved(known, closing, held),
      takenOut,
      setAside,
      afterReturn,
    ],
    removedQuantity: null,
  });
}

/**
 * Nothing that the read-back shows can be laid to our update: it was not applied, or somebody else's came in
 * between. The record stays as it is, and the next plan starts from what VTEX then lists; units that a repair
 * could not take off sale are missed there, and proposed to a person.
 */
export async function concludeWithout(
  services: ChainServices,
  { plan, intent }: Pick<Closing, 'plan' | 'intent'>,
  why: { state: 'failed' | 'superseded'; kind: 'not-applied' | 'unclear'; sentence: Sentence },
): Promise<void> {
  const { state, kind, sentence } = why;
  const { message } = sentence;
  const repair = intent.repair?.byOurUpdate ? intent.repair : null;
  await services.store.concludeRemoval(plan.planId, () => ({
    state,
    result: repair ? { kind: 'lost', message, lost: repair.lost, repairedTotal: null } : { kind, message },
    reservations: [],
    changes: [],
    deliveries: [],
    log: [
      {
        kind: 'update',
        outcome: state === 'failed' ? 'attention' : 'retry',
        ...together(say('position', plan.position), sentence),
        ...plan.position,
        planId: plan.planId,
      },
    ],
    trust: null,
  }));
}

interface Close {
  state: 'executed' | 'failed';
  result: RemovalResult;
  trust: RemovalConclusion['trust'];
  sentence: Sentence;
  outcome: 'ok' | 'attention';
  /** In turn: each sees what the one before it made of the record. */
  effects: readonly Effect[];
  /** Null when the ERP is not told new numbers of the position. */
  removedQuantity: number | null;
}

async function close(services: ChainServices, closing: Closing, how: Close): Promise<void> {
  const { account, settings, store } = services;
  const { plan, reading } = closing;
  const at = instantOfMs(services.now());
  const nonce = services.newId();
  const streams = new Set<string>();
  const kits = new Set<OrderId>();
  // Before the end is recorded: afterwards nobody would come back to do it.
  await store.seeTotal(plan.position, reading.balance.totalQuantity);
  await store.concludeRemoval(plan.planId, (known) => {
    const { reservations, changes } = inTurn(known, closing, at, how.effects);
    for (const { partOf, isTold, orderId } of reservations) if (partOf !== null && !isTold) kits.add(orderId);
    const told = changes.map((change) => reservationChangedEvent(account, change, nonce));
    const numbers =
      how.removedQuantity === null
        ? []
        : [stockReconciledEvent(account, stockOf(closing, how.removedQuantity), at, nonce)];
    const deliveries = settings.mirrorOn ? [...told, ...numbers] : [];
    for (const delivery of deliveries) streams.add(delivery.stream);
    const about = { ...plan.position, planId: plan.planId };
    return {
      state: how.state,
      result: how.result,
      reservations,
      changes,
      deliveries,
      log: [
        {
          kind: 'update',
          outcome: how.outcome,
          ...together(say('position', reading.position), how.sentence),
          ...about,
        },
        ...changes.map((change) => ({ ...changeEntry(change), planId: plan.planId })),
      ],
      trust: how.trust,
    };
  });
  for (const stream of streams) await askForDelivery(services, stream);
  await stepKits(services, kits);
}

/** A kit that the ERP heard of as it was sold is removed when the last of its parts is. */
async function stepKits(services: ChainServices, orderIds: ReadonlySet<OrderId>): Promise<void> {
  for (const orderId of orderIds) {
    const nonce = services.newId();
    await services.store.changeOrder(orderId, (before) => {
      if (before === null) throw new Error('a recorded reservation without its order');
      return learn(services, before, {}, nonce);
    });
    await mirrorOrder(services, orderId);
  }
}

function unreservedIn({ plan }: Pick<Closing, 'plan'>): readonly LeftUnits[] {
  return plan.gate.kind === 'remove' ? plan.gate.unreserved : [];
}

function stockOf(closing: Closing, removedQuantity: number) {
  const { plan, intent, reading } = closing;
  const { totalQuantity, reservedQuantity } = reading.balance;
  return {
    position: reading.position,
    planId: plan.planId,
    totalQuantity,
    reservedQuantity,
    byStatus: reservedByStatus(activeOf(reading)),
    removedQuantity,
    orders: [...intent.releases.filter((one) => one.deductedQuantity > 0), ...unreservedIn(closing)].map(
      (one) => one.orderId,
    ),
  };
}

function provenSentence({ intent, reading }: Closing, removed: number): Sentence {
  const { totalQuantity: total, reservedQuantity: reserved } = reading.balance;
  const facts = { removed, released: intent.releases.length, total, reserved };
  return say(intent.attempts === 0 ? 'update.sent-by-others' : 'update.proven', facts);
}

function lostSentence(
  { reading }: Closing,
  { lost, byOurUpdate }: NonNullable<RemovalIntent['repair']>,
): Sentence {
  const names = few(lost.map((one) => one.orderId ?? one.lockId));
  const units = lost.reduce((sum, one) => sum + one.quantity, 0);
  const facts = { units, names, total: reading.balance.totalQuantity };
  return say(byOurUpdate ? 'update.lost' : 'update.gone-before', facts);
}
