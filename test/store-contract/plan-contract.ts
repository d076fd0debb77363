import { mayMoveFrom, PLAN_STATES, type PlanState } from '@holdfast/node/core/plan/plan-state';
import { anId } from '../builders/an-id';
import { at, delivery, intent, NO_EFFECTS, POSITION, plan, removal, START_MS } from './examples';
import type { Contract } from './harness';

export function planContract(contract: () => Contract): void {
  const stateOf = async (planId: string) => (await contract().under.store.plan(anId(planId)))?.state;

  it('gives back exactly what was recorded', async () => {
    const { store } = contract().under;
    expect(await store.currentPlan(POSITION)).toBeNull();
    expect(await store.plan(anId('no such plan'))).toBeNull();
    const recorded = plan('p-1', {
      trigger: 'count',
      countReference: 'ref',
      decidedBy: 'ana',
      decisionNote: 'ok',
      updatedAtMs: START_MS + 3,
    });
    await store.recordPlan(recorded, NO_EFFECTS);
    expect(await store.plan(anId('p-1'))).toEqual(recorded);
    expect(await store.currentPlan(POSITION)).toEqual(recorded);
  });

  it.each<[PlanState, PlanState]>([
    ['held', 'superseded'],
    ['proposed', 'superseded'],
    ['approved', 'superseded'],
    ['failed', 'superseded'],
    ['dismissed', 'superseded'],
    ['executing', 'executing'],
    ['executed', 'executed'],
  ])('turns a plan that is %s to %s when a newer one is recorded', async (before, after) => {
    const { store } = contract().under;
    await store.recordPlan(plan('old', { state: before }), NO_EFFECTS);
    await store.recordPlan(plan('elsewhere', { position: { ...POSITION, skuId: anId('x') } }), NO_EFFECTS);
    await store.recordPlan(plan('new', { state: 'held' }), NO_EFFECTS);
    expect(await stateOf('old')).toBe(after);
    expect(await stateOf('elsewhere')).toBe('proposed');
    // What nobody concluded comes first, or a plan recorded beside it would hide it for ever.
    expect((await store.currentPlan(POSITION))?.planId).toBe(before === 'executing' ? 'old' : 'new');
  });

  it('records a plan once, with its deliveries and log, however often it is recorded', async () => {
    const { under } = contract();
    const effects = {
      deliveries: [delivery('d-1', 'position/x', { type: 'holdfast.removal.recommended' })],
      log: [{ kind: 'plan' as const, outcome: 'hold' as const, message: 'held' }],
    };
    await under.store.recordPlan(plan('p-1'), effects);
    await under.store.movePlan(anId('p-1'), 'approved', { who: 'ana', note: null });
    await under.store.recordPlan(plan('p-1'), effects);
    expect(await stateOf('p-1')).toBe('approved');
    expect((await under.store.nextDelivery('position/x'))?.id).toBe('d-1');
    expect(await under.logged()).toHaveLength(1);
  });

  it('leaves one open plan when several are recorded at once', async () => {
    const { store, another } = contract().under;
    const ids = Array.from({ length: 12 }, (_, index) => `p-${index}`);
    await Promise.all(
      ids.map((id, index) => ((index % 2 && another) || store).recordPlan(plan(id), NO_EFFECTS)),
    );
    const states = await Promise.all(ids.map(stateOf));
    expect(states.filter((state) => state === 'proposed')).toHaveLength(1);
  });

  it('lets one person decide, and only from the state they saw', async () => {
    const { store, another } = contract().under;
    const { clock } = contract();
    await store.recordPlan(plan('p-1'), NO_EFFECTS);
    clock.nowMs += 1_000;
    const answers = await Promise.all([
      store.movePlan(anId('p-1'), 'approved', { who: 'ana', note: 'looks right' }),
      (another ?? store).movePlan(anId('p-1'), 'dismissed', { who: 'bob', note: null }),
    ]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    const decided = await store.plan(anId('p-1'));
    expect(decided).toMatchObject(
      answers[0]
        ? { state: 'approved', decidedBy: 'ana', decisionNote: 'looks right' }
        : { state: 'dismissed', decidedBy: 'bob', decisionNote: null },
    );
    expect(decided?.updatedAtMs).toBe(START_MS + 1_000);
    expect(await store.movePlan(anId('nobody'), 'approved', { who: 'ana', note: null })).toBe(false);
  });

  it('moves a plan where its state leads to, and nowhere else', async () => {
    const { store } = contract().under;
    for (const from of PLAN_STATES)
      for (const to of PLAN_STATES) {
        const id = `${from}-${to}`;
        const position = { ...POSITION, skuId: anId(id) };
        await store.recordPlan(plan(id, { state: from, position }), NO_EFFECTS);
        const isMoved = await store.movePlan(anId(id), to, { who: 'ana', note: null });
        expect([id, isMoved]).toEqual([id, mayMoveFrom(to).includes(from)]);
        expect(await stateOf(id)).toBe(isMoved ? to : from);
      }
  });

  it('opens one intent per position', async () => {
    const { store, another } = contract().under;
    await store.recordPlan(plan('p-1', { state: 'approved' }), NO_EFFECTS);
    expect(await store.beginRemoval(anId('p-1'), intent())).toBe(true);
    await store.recordPlan(plan('p-2', { state: 'approved' }), NO_EFFECTS);
    expect(await (another ?? store).beginRemoval(anId('p-2'), intent())).toBe(false);
    expect(await stateOf('p-2')).toBe('approved');
    await store.recordPlan(plan('p-3', { position: { ...POSITION, skuId: anId('x') } }), NO_EFFECTS);
    expect(await store.beginRemoval(anId('p-3'), intent())).toBe(true);
    expect((await store.unfinishedRemovals()).map(({ planId }) => planId)).toEqual(['p-1', 'p-3']);
  });

  it('lets a plan replace its own intent, to count a further attempt', async () => {
    const { store } = contract().under;
    await store.recordPlan(plan('p-1', { gate: removal() }), NO_EFFECTS);
    await store.beginRemoval(anId('p-1'), intent({ attempts: 1 }));
    expect(await store.beginRemoval(anId('p-1'), intent({ attempts: 2 }))).toBe(true);
    expect(await store.plan(anId('p-1'))).toMatchObject({
      state: 'executing',
      intent: intent({ attempts: 2 }),
    });
  });

  it.each<PlanState>(['held', 'executed', 'failed', 'dismissed', 'superseded'])(
    'opens no intent for a plan that is %s',
    async (state) => {
      const { store } = contract().under;
      await store.recordPlan(plan('p-1', { state }), NO_EFFECTS);
      expect(await store.beginRemoval(anId('p-1'), intent())).toBe(false);
      expect(await store.beginRemoval(anId('nobody'), intent())).toBe(false);
      expect(await store.unfinishedRemovals()).toEqual([]);
    },
  );

  it('records a count once per position and reference', async () => {
    const { store, another } = contract().under;
    const count = { position: POSITION, onHand: 12, countedAt: at(3), reference: 'r-1', planId: anId('p-1') };
    const both = await Promise.all([
      store.recordCount(count),
      (another ?? store).recordCount({ ...count, planId: anId('p-2'), onHand: 99 }),
    ]);
    expect(both.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(both[0]?.planId).toBe(both[1]?.planId);
    const first = both[0]?.planId ?? '';
    expect(await store.countsAt(POSITION, { limit: 9 })).toMatchObject([
      { count: { planId: first, countedAt: at(3) } },
    ]);

    const elsewhere = { ...count, position: { ...POSITION, skuId: anId('x') }, planId: anId('p-3') };
    expect(await store.recordCount(elsewhere)).toEqual({ planId: 'p-3', isNew: true });
    await store.recordCount({ ...count, reference: 'r-2', planId: anId('p-4'), countedAt: at(1) });
    const kept = await store.countsAt(POSITION, { limit: 9 });
    expect(kept.map(({ count: { reference } }) => reference)).toEqual(['r-1', 'r-2']);
  });

  it('lists the counts of a position, newest first, each with the newest plan that carried it', async () => {
    const { store } = contract().under;
    expect(await store.countsAt(POSITION, { limit: 9 })).toEqual([]);
    const put = (reference: string, seconds: number, position = POSITION) =>
      store.recordCount({
        position,
        onHand: 12,
        countedAt: at(seconds),
        reference,
        planId: anId(`plan-${reference}`),
      });
    await put('middle', 5);
    await put('newest', 9);
    await put('oldest', 1);
    await put('as-new', 9);
    await put('elsewhere', 20, { ...POSITION, skuId: anId('x') });
    const carry = (planId: string, countReference: string | null, more = {}) =>
      store.recordPlan(plan(planId, { countReference, ...more }), NO_EFFECTS);
    await carry('p-1', 'middle');
    await carry('p-2', 'newest');
    await carry('p-3', 'middle', { state: 'held' });
    await carry('p-4', null);
    await carry('p-x', 'oldest', { position: { ...POSITION, skuId: 'x' } });
    const told = async (wanted: { limit: number; reference?: string }) =>
      (await store.countsAt(POSITION, wanted)).map(({ count, plan: carrier }) => [
        count.reference,
        carrier?.planId ?? null,
        carrier?.state ?? null,
      ]);
    expect(await told({ limit: 9 })).toEqual([
      ['as-new', null, null],
      ['newest', 'p-2', 'superseded'],
      ['middle', 'p-3', 'superseded'],
      ['oldest', null, null],
    ]);
    expect(await told({ limit: 2 })).toHaveLength(2);
    expect(await told({ limit: 1, reference: 'middle' })).toEqual([['middle', 'p-3', 'superseded']]);
    expect(await told({ limit: 1, reference: 'elsewhere' })).toEqual([]);
    const [first] = await store.countsAt(POSITION, { limit: 1, reference: 'middle' });
    expect(first?.count).toEqual({
      ...{ position: POSITION, onHand: 12, countedAt: at(5) },
      ...{ reference: 'middle', planId: 'plan-middle' },
    });
  });
}
