import type { Position } from '@holdfast/node/core/position';
import { awaitsRemoval, stillMatters } from '@holdfast/node/core/record/settled';
import { type KnownReservation, RESERVATION_STATUSES } from '@holdfast/node/core/reservation/reservation';
import type { Plan } from '@holdfast/node/store/plan';
import { anId } from '../builders/an-id';
import { at, decision, NO_EFFECTS, POSITION, plan, removal, reservation, START_MS } from './examples';
import type { Contract } from './harness';

export function positionContract(contract: () => Contract): void {
  const put = (orderId: string, more: Partial<KnownReservation>) =>
    contract().under.store.changeOrder(anId(orderId), () =>
      decision(orderId, { reservations: [reservation(orderId, more)] }),
    );
  const lookup = async () =>
    (await contract().under.store.knownAtPosition(POSITION)).map(({ orderId }) => orderId).sort();

  it('knows the reservations of a position that can still matter', async () => {
    await put('a-authorized', { status: 'authorized', wasAcknowledged: false });
    await put('b-invoiced', { status: 'invoiced' });
    await put('c-removed', { status: 'removed' });
    await put('d-expired', { status: 'expired' });
    await put('e-canceled-early', { status: 'canceled', wasAcknowledged: false, acknowledgedAt: null });
    await put('f-canceled-listed', { status: 'canceled' });
    await put('g-canceled-released', { status: 'canceled', planId: anId('p') });
    await put('h-canceled-lost', {
      status: 'canceled',
      planId: anId('p'),
      lostAt: at(5),
      deductedQuantity: 2,
    });
    await put('i-canceled-returned', {
      status: 'canceled',
      planId: anId('p'),
      lostAt: at(5),
      deductedQuantity: 0,
    });
    await put('j-elsewhere', { skuId: anId('31/Ä') });
    await put('k-unreserved', { status: 'invoiced', heldAs: 'none', leftQuantity: 1, isTold: false });
    await put('l-unreserved-canceled', { status: 'canceled', heldAs: 'none', isTold: false });
    await put('m-unreserved-open', { heldAs: 'none', isTold: false });
    await put('n-kit-open', { heldAs: 'parts' });
    await put('o-kit-invoiced', { status: 'invoiced', heldAs: 'parts' });
    expect(await lookup()).toEqual([
      'a-authorized',
      'b-invoiced',
      'f-canceled-listed',
      'h-canceled-lost',
      'k-unreserved',
      'm-unreserved-open',
      'n-kit-open',
      'o-kit-invoiced',
    ]);
    const unreserved = (await contract().under.store.knownAtPosition(POSITION)).find(
      ({ orderId }) => orderId === 'k-unreserved',
    );
    expect(unreserved).toMatchObject({ heldAs: 'none', leftQuantity: 1, isTold: false });
  });

  it('agrees with core on what still matters and what awaits its removal, in every combination', async () => {
    const { store } = contract().under;
    const all = everyCombination();
    const here = all.map((one, nth) => reservation('all-here', { ...one, lockId: anId(`here-${nth}`) }));
    // As many positions as an order may have, each in a document of its own.
    const apart = all.map((one, nth) =>
      reservation(`apart-${Math.floor(nth / 12)}`, {
        ...one,
        lockId: anId(`apart-${nth}`),
        skuId: anId(`${nth}`),
      }),
    );
    await store.changeOrder(anId('all-here'), () => decision('all-here', { reservations: here }));
    expect(lockIds(await store.knownAtPosition(POSITION))).toEqual(lockIds(here.filter(stillMatters)));
    await store.changeOrder(anId('all-here'), () => decision('all-here', { reservations: here.map(over) }));
    for (const orderId of new Set(apart.map((one) => one.orderId))) {
      const reservations = apart.filter((one) => one.orderId === orderId);
      await store.changeOrder(orderId, () => decision(orderId, { reservations }));
    }
    const waiting = (await store.positionsToPlan(START_MS, 1_000)).map(({ skuId }) => skuId);
    expect(waiting.sort()).toEqual(
      apart
        .filter(awaitsRemoval)
        .map(({ skuId }) => skuId)
        .sort(),
    );
  });

  it('knows what was removed after an instant, to the last digit', async () => {
    const { store } = contract().under;
    await put('before', { status: 'removed', invoicedAt: at(10) });
    await put('after', { status: 'removed', invoicedAt: at(11) });
    await put('not-removed', { status: 'invoiced', invoicedAt: at(12) });
    await put('elsewhere', { status: 'removed', invoicedAt: at(12), warehouseId: anId('w2') });
    expect((await store.removedSince(POSITION, at(10))).map(({ orderId }) => orderId)).toEqual(['after']);
    const justBefore = at(10).replace('4567Z', '4566Z') as typeof POSITION.skuId & ReturnType<typeof at>;
    expect(await store.removedSince(POSITION, justBefore)).toHaveLength(2);
  });

  it('remembers the total of each position as it was read last', async () => {
    const { store, another } = contract().under;
    expect(await store.lastTotal(POSITION)).toBeNull();
    await store.seeTotal(POSITION, 7);
    await store.seeTotal({ ...POSITION, warehouseId: anId('w2') }, 3);
    await store.seeTotal(POSITION, 5_000_000_000);
    await store.seeTotal(POSITION, 5_000_000_000);
    expect(await (another ?? store).lastTotal(POSITION)).toBe(5_000_000_000);
    expect(await store.lastTotal({ ...POSITION, warehouseId: anId('w2') })).toBe(3);
    expect(await store.lastTotal({ ...POSITION, skuId: anId('x') })).toBeNull();
  });

  it('remembers what it learned about the watermark', async () => {
    const { store, another } = contract().under;
    expect(await store.watermarkTrust()).toBe('unproven');
    await store.setWatermarkTrust('proven');
    expect(await (another ?? store).watermarkTrust()).toBe('proven');
  });

  describe('one after the other', () => {
    const following = async (last: Position | null, limit: number, holding: 'open' | 'any') =>
      (await contract().under.store.positionsAfter(last, limit, holding)).map(
        ({ skuId, warehouseId }) => `${skuId}@${warehouseId}`,
      );

    it('names each position once, in the order of their ids, from where it was left', async () => {
      const { store } = contract().under;
      await put('o-1', { skuId: anId('b'), warehouseId: anId('2'), status: 'acknowledged' });
      await put('o-2', { skuId: anId('b'), warehouseId: anId('1'), status: 'removed' });
      await put('o-3', { skuId: anId('a'), warehouseId: anId('9'), status: 'acknowledged' });
      await put('o-4', { skuId: anId('a'), warehouseId: anId('9'), status: 'acknowledged' });
      await put('o-5', { skuId: anId('c'), warehouseId: anId('1'), status: 'confirmed' });
      await store.recordPlan(
        plan('p-1', { position: { skuId: anId('d'), warehouseId: anId('1') } }),
        NO_EFFECTS,
      );
      await store.recordPlan(
        plan('p-2', { position: { skuId: anId('a'), warehouseId: anId('9') } }),
        NO_EFFECTS,
      );
      expect(await following(null, 10, 'any')).toEqual(['a@9', 'b@1', 'b@2', 'c@1', 'd@1']);
      expect(await following(null, 10, 'open')).toEqual(['a@9', 'b@2']);
      expect(await following(null, 2, 'any')).toEqual(['a@9', 'b@1']);
      expect(await following({ skuId: anId('b'), warehouseId: anId('1') }, 2, 'any')).toEqual(['b@2', 'c@1']);
      expect(await following({ skuId: anId('a'), warehouseId: anId('9') }, 10, 'open')).toEqual(['b@2']);
      // Where it was left need not be there any more.
      expect(await following({ skuId: anId('b'), warehouseId: anId('0') }, 1, 'any')).toEqual(['b@1']);
      expect(await following({ skuId: anId('d'), warehouseId: anId('1') }, 10, 'any')).toEqual([]);
      expect(await following(null, 0, 'any')).toEqual([]);
    });
  });

  describe('to plan', () => {
    const toPlan = async (plannedBeforeMs: number, limit = 10) =>
      (await contract().under.store.positionsToPlan(plannedBeforeMs, limit)).map(({ skuId }) => skuId);
    const planned = (skuId: string, createdAtMs: number, more: Partial<Plan> = {}) => {
      const position = { ...POSITION, skuId: anId(skuId) };
      return contract().under.store.recordPlan(
        plan(`plan-${skuId}`, { position, createdAtMs, ...more }),
        NO_EFFECTS,
      );
    };

    it('names positions with something settled whose plan is old or absent, oldest first', async () => {
      await put('o-1', { skuId: anId('never'), status: 'invoiced' });
      await put('o-2', { skuId: anId('old'), status: 'invoiced' });
      await put('o-3', { skuId: anId('fresh'), status: 'invoiced' });
      await put('o-4', { skuId: anId('open'), status: 'acknowledged' });
      await put('o-5', { skuId: anId('over'), status: 'removed' });
      await put('o-6', { skuId: anId('older'), status: 'invoiced' });
      await put('o-7', { skuId: anId('kit'), status: 'invoiced', heldAs: 'parts' });
      await put('o-8', { skuId: anId('unreserved'), status: 'invoiced', heldAs: 'none' });
      await put('o-9', { skuId: anId('unreserved-gone'), status: 'canceled', heldAs: 'none' });
      await planned('unreserved', START_MS - 5);
      await planned('old', START_MS - 10);
      await planned('older', START_MS - 20);
      await planned('fresh', START_MS);
      expect(await toPlan(START_MS)).toEqual(['never', 'older', 'old', 'unreserved']);
      expect(await toPlan(START_MS, 2)).toEqual(['never', 'older']);
    });

    it('goes by the current plan, not by a superseded one', async () => {
      await put('o-1', { skuId: anId('a'), status: 'invoiced' });
      await planned('a', START_MS - 50);
      await planned('a', START_MS, { planId: anId('newer') });
      expect(await toPlan(START_MS)).toEqual([]);
      expect(await toPlan(START_MS + 1)).toEqual(['a']);
    });

    it('goes by a plan whose intent is open, whatever was recorded beside it', async () => {
      await put('o-1', { skuId: anId('a'), status: 'invoiced' });
      await planned('a', START_MS - 50, { state: 'executing' });
      await planned('a', START_MS, { planId: anId('newer') });
      expect(await toPlan(START_MS)).toEqual(['a']);
      expect(await toPlan(START_MS - 50)).toEqual([]);
    });

    it('counts a plan that was found to stand as made then, so that what waits is not planned every minute', async () => {
      const { clock, under } = contract();
      await put('o-1', { skuId: anId('a'), status: 'invoiced' });
      await put('o-2', { skuId: anId('b'), status: 'invoiced' });
      await planned('a', START_MS - 50);
      await planned('b', START_MS - 40);
      clock.nowMs = START_MS;
      await under.store.planStands(anId('plan-a'));
      expect(await toPlan(START_MS)).toEqual(['b']);
      expect(await toPlan(START_MS + 1)).toEqual(['b', 'a']);
      expect(await under.store.plan(anId('plan-a'))).toMatchObject({
        state: 'proposed',
        createdAtMs: START_MS - 50,
      });
      await under.store.planStands(anId('no such plan'));
    });

    it('counts a canceled one until a plan that stood since no longer shows it', async () => {
      const { clock, under } = contract();
      await planned('a', START_MS - 50);
      await put('o-1', { skuId: anId('a'), status: 'canceled' });
      expect(await toPlan(START_MS)).toEqual(['a']);
      clock.nowMs += 10;
      await under.store.planStands(anId('plan-a'));
      expect(await toPlan(clock.nowMs + 1)).toEqual([]);
    });

    it('counts a canceled one until a later plan no longer shows it', async () => {
      const { clock } = contract();
      for (const skuId of ['canceled-since', 'shown', 'gone']) {
        await put(`o-${skuId}`, { skuId: anId(skuId), status: 'canceled' });
      }
      const shown = removal({
        kept: [
          {
            lockId: anId('00-o-shown'),
            orderId: anId('o-shown'),
            quantity: 2,
            acknowledgedAt: at(1),
            because: 'waiting',
            orderStatus: null,
          },
        ],
      });
      await planned('canceled-since', START_MS - 1);
      clock.nowMs += 10;
      await planned('shown', START_MS + 10, { gate: shown });
      await planned('gone', START_MS + 10);
      expect(await toPlan(START_MS + 20)).toEqual(['canceled-since', 'shown']);
    });
  });
}

const lockIds = (reservations: readonly KnownReservation[]) =>
  reservations.map(({ lockId }) => lockId).sort();
const over = (one: KnownReservation): KnownReservation => ({ ...one, status: 'removed' });

function everyCombination(): Partial<KnownReservation>[] {
  const sides = {
    status: RESERVATION_STATUSES,
    heldAs: ['lock', 'none', 'parts'],
    wasAcknowledged: [true, false],
    acknowledgedAt: [at(3), null],
    planId: ['p', null],
    lostAt: [at(5), null],
    deductedQuantity: [0, 2],
  };
  return Object.entries(sides).reduce<Partial<KnownReservation>[]>(
    (all, [side, values]) => all.flatMap((one) => [...values].map((value) => ({ ...one, [side]: value }))),
    [{}],
  );
}
