import { orderStream } from '@holdfast/node/core/erp-events/streams';
import type { KnownReservation } from '@holdfast/node/core/reservation/reservation';
import { PlatformUnavailable } from '@holdfast/node/io/documents/platform-unavailable';
import type { VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import type { KnownOrder, OrderDecision } from '@holdfast/node/store/store';
import fc from 'fast-check';
import { createMemoryDocuments, type MemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import {
  at,
  changeOf,
  conclusion,
  decision,
  delivery,
  intent,
  NO_EFFECTS,
  POSITION,
  plan,
  reservation,
  START_MS,
} from './examples';
import { counting, workerOn } from './vbase-fixtures';
import { changesIn } from './vbase-scenes';

interface Two {
  clock: { nowMs: number };
  documents: MemoryDocuments;
  one: VBaseStore;
  other: VBaseStore;
  /** A third worker, for looking afterwards. */
  outside: VBaseStore;
}

function two(): Two {
  const clock = { nowMs: START_MS };
  const documents = createMemoryDocuments();
  const storeOf = (name: string) =>
    workerOn(documents, {
      now: () => clock.nowMs,
      ...counting(name),
      // Time passes while one waits: a hold that nobody ends must not stop the test.
      pause: async (ms) => {
        clock.nowMs += ms;
        await documents.faults.turn();
      },
    });
  return { clock, documents, one: storeOf('a'), other: storeOf('b'), outside: storeOf('c') };
}

/** Every call of every store waits until fast-check lets it go next. */
function interleaved(
  runs: number,
  scene: {
    setUp(here: Two): Promise<void>;
    race(here: Two): Promise<unknown>[];
    check(here: Two): Promise<void>;
  },
): Promise<void> {
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const here = two();
    await scene.setUp(here);
    here.documents.faults.turn = () => scheduler.schedule(Promise.resolve(), 'turn');
    const racing = Promise.all(scene.race(here));
    await scheduler.waitFor(racing);
    here.documents.faults.turn = async () => undefined;
    await scene.check(here);
  });
  return fc.assert(property, { numRuns: runs, seed: 20_260_301, endOnFailure: true });
}

/** As a job does it. */
async function comingBack(work: () => Promise<unknown>): Promise<void> {
  for (let times = 0; times < 5; times++) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof PlatformUnavailable)) throw error;
    }
  }
  throw new Error('came back five times in vain');
}

const grow = (known: KnownReservation): KnownReservation => ({
  ...known,
  version: known.version + 1,
  quantity: known.quantity + 1,
});

/** One version more of all that is known: a lost update shows as a version that is missing. */
const oneMore =
  (orderId: string, more: Partial<KnownReservation> = {}) =>
  (known: KnownOrder | null): OrderDecision => {
    const first = reservation(orderId, { version: 0, quantity: 0, ...more });
    const after = (known?.reservations ?? [first]).map(grow);
    return decision(orderId, { reservations: after, changes: after.map((one) => changeOf(one)) });
  };

const growAll = (known: KnownReservation[]) => {
  const after = known.map(grow);
  return conclusion({ reservations: after, changes: after.map((one) => changeOf(one)) });
};

it('loses no change of an order', () =>
  interleaved(150, {
    setUp: async () => undefined,
    race: ({ one, other }) =>
      [one, other, one, other].map((store) => store.changeOrder(anId('o-1'), oneMore('o-1'))),
    check: async ({ outside, documents }) => {
      expect(changesIn(documents.files).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
      expect(await outside.knownAtPosition(POSITION)).toMatchObject([{ version: 4, quantity: 4 }]);
      expect([...(await outside.knownOrdersByLock([anId('00-o-1')])).keys()]).toEqual(['00-o-1']);
    },
  }));

it('gives a lease to one, whether nobody had it, it was released, or it has run out', async () => {
  for (const before of ['nobody', 'released', 'run out']) {
    let got: unknown[] = [];
    await interleaved(60, {
      setUp: async ({ one, clock }) => {
        got = [];
        const lease = before === 'nobody' ? null : await one.lockPosition(POSITION);
        if (before === 'released') await lease?.end();
        if (before === 'run out') clock.nowMs += 120_001;
      },
      race: ({ one, other }) =>
        [one, other, one, other].map(async (store) => got.push(await store.lockPosition(POSITION))),
      check: async () => {
        expect(got).toHaveLength(4);
        expect(got.filter((lease) => lease !== null)).toHaveLength(1);
      },
    });
  }
});

it('opens one intent of a position, whoever records plans meanwhile', async () => {
  let begun: boolean[] = [];
  await interleaved(100, {
    setUp: async ({ one }) => {
      begun = [];
      await one.recordPlan(plan('p-1', { state: 'approved' }), NO_EFFECTS);
    },
    race: ({ one, other }) => [
      one.beginRemoval(anId('p-1'), intent()).then((began) => begun.push(began)),
      other
        .recordPlan(plan('p-2', { state: 'approved' }), NO_EFFECTS)
        .then(() => other.beginRemoval(anId('p-2'), intent()))
        .then((began) => begun.push(began)),
    ],
    check: async ({ outside }) => {
      const executing = await outside.unfinishedRemovals();
      expect(executing).toHaveLength(1);
      expect(begun.filter(Boolean)).toHaveLength(1);
    },
  });
});

it('loses nothing when two conclude, two positions share orders, and the orders change', () => {
  const ORDERS = ['o-1', 'o-2'];
  const elsewhere = { ...POSITION, skuId: anId('elsewhere') };
  return interleaved(250, {
    setUp: async ({ one }) => {
      for (const id of ORDERS) {
        const held = [reservation(id, { version: 0 }), reservation(id, { ...elsewhere, version: 0 })];
        await one.changeOrder(anId(id), () => decision(id, { reservations: held }));
      }
      const executing = { state: 'executing' as const, intent: intent() };
      await one.recordPlan(plan('p-1', executing), NO_EFFECTS);
      await one.recordPlan(plan('p-2', { ...executing, position: elsewhere }), NO_EFFECTS);
    },
    race: ({ one, other }) => [
      comingBack(() => one.concludeRemoval(anId('p-1'), growAll)),
      comingBack(() => other.concludeRemoval(anId('p-1'), growAll)),
      comingBack(() => other.concludeRemoval(anId('p-2'), growAll)),
      comingBack(() => one.changeOrder(anId('o-1'), oneMore('o-1'))),
      comingBack(() => other.changeOrder(anId('o-2'), oneMore('o-2'))),
    ],
    check: async ({ outside, documents }) => {
      // Each reservation: once by its position's conclusion, once by its order's change.
      for (const position of [POSITION, elsewhere]) {
        const known = await outside.knownAtPosition(position);
        expect(known.map(({ version }) => version)).toEqual([2, 2]);
      }
      expect(changesIn(documents.files)).toHaveLength(8);
      expect(await outside.unfinishedRemovals()).toEqual([]);
      // A hold whose conclusion came to nothing is void: it stops nobody, and goes with the next change.
      for (const id of ORDERS) await outside.changeOrder(anId(id), () => decision(id));
      for (const text of documents.files.values()) {
        expect(JSON.parse(text)).not.toMatchObject({ heldBy: { token: expect.any(String) } });
        expect(JSON.parse(text)).not.toMatchObject({ redo: { token: expect.any(String) } });
      }
    },
  });
});

it('forgets no order of a position that something matters to again', () => {
  const ids = ['o-1', 'o-2', 'o-3', 'o-4', 'o-5'];
  return interleaved(150, {
    setUp: async ({ one, clock }) => {
      for (const id of ids) {
        const gone = reservation(id, { status: 'removed', invoicedAt: at(8) });
        await one.changeOrder(anId(id), () => decision(id, { reservations: [gone] }));
      }
      clock.nowMs += 3_600_000;
    },
    race: ({ one, other }) => [
      one.knownAtPosition(POSITION).then(() => one.recordPlan(plan('p-1'), NO_EFFECTS)),
      other.changeOrder(anId('o-3'), () =>
        decision('o-3', { reservations: [reservation('o-3', { lockId: anId('new') })] }),
      ),
    ],
    check: async ({ outside, documents }) => {
      const known = await outside.knownAtPosition(POSITION);
      expect(known.map(({ lockId }) => lockId)).toEqual(['new']);
      const removed = await outside.removedSince(POSITION, at(1));
      expect(removed.map(({ orderId }) => orderId).sort()).toEqual(ids);
      expect([...documents.files.keys()].some((path) => path.startsWith('removed/'))).toBe(true);
    },
  });
});

it('keeps the markers of what becomes due while old ones are swept', () => {
  const stream = orderStream(anId('o-1'));
  const attempt = { attempts: 1, nextAttemptAtMs: 0, lastError: null, log: [] };
  return interleaved(150, {
    setUp: async ({ one, clock }) => {
      const told = { deliveries: [delivery('d-1', stream)] };
      const over = reservation('o-1', { status: 'expired' });
      await one.changeOrder(anId('o-1'), () =>
        decision('o-1', { reservations: [reservation('o-1')], ...told }),
      );
      await one.changeOrder(anId('o-1'), () => decision('o-1', { reservations: [over] }));
      await one.recordAttempt('d-1', { ...attempt, state: 'accepted' });
      clock.nowMs += 3_600_000;
    },
    race: ({ one, other, clock }) => [
      one.streamsDue(clock.nowMs, 9),
      one.ordersToLookAt(at(0), clock.nowMs, 9),
      other.changeOrder(anId('o-1'), () =>
        decision('o-1', {
          readAtMs: clock.nowMs,
          reservations: [reservation('o-1', { status: 'acknowledged' })],
          deliveries: [delivery('d-2', stream)],
        }),
      ),
    ],
    check: async ({ outside, clock }) => {
      const later = clock.nowMs + 3_600_000;
      expect(await outside.streamsDue(later, 9)).toEqual([stream]);
      expect(await outside.ordersToLookAt(at(0), later, 9)).toEqual(['o-1']);
    },
  });
});
