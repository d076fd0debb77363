import { takenOf } from '@holdfast/node/middlewares/hook/record-notification';
import { anId } from '../../test/builders/an-id';
import { createGroupCommit, type GroupCommitOptions } from './group-commit';
import { isRowFault } from './row-fault';

function one(orderId: string) {
  return takenOf({
    orderId: anId(orderId),
    source: 'hook',
    domain: null,
    state: null,
    lastState: null,
    currentChange: null,
  });
}

/** A commit that ends when the test says so. */
function controlled(options: Partial<GroupCommitOptions> = {}) {
  const batches: { ids: string[]; done(): void; fail(error: Error): void }[] = [];
  const failures: unknown[] = [];
  const group = createGroupCommit({
    commit: (batch) =>
      new Promise((resolve, reject) => {
        batches.push({ ids: batch.map((taken) => taken.notification.orderId), done: resolve, fail: reject });
      }),
    isRowFault,
    maxWaiting: 5,
    maxBatch: 3,
    lanes: 1,
    onFailure: (error) => failures.push(error),
    now: () => 0,
    ...options,
  });
  return { group, batches, failures };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const sqlError = (code: string) => Object.assign(new Error(code), { code });

test('the first is flushed at once; what arrives meanwhile shares the next commits', async () => {
  const { group, batches } = controlled();
  const outcomes = ['1', '2', '3', '4', '5'].map((id) => group.take(one(`order-${id}`)));
  expect(batches.map((batch) => batch.ids)).toEqual([['order-1']]);
  expect(group.waiting()).toBe(4);
  batches[0]?.done();
  await turn();
  expect(batches[1]?.ids).toEqual(['order-2', 'order-3', 'order-4']);
  batches[1]?.done();
  await turn();
  expect(batches[2]?.ids).toEqual(['order-5']);
  batches[2]?.done();
  expect(await Promise.all(outcomes)).toEqual(outcomes.map(() => ({ kind: 'durable' })));
});

test('nobody is answered before the commit', async () => {
  const { group, batches } = controlled();
  let answered = false;
  const outcome = group.take(one('order-1')).then(() => (answered = true));
  await turn();
  expect(answered).toBe(false);
  batches[0]?.done();
  await outcome;
});

test('beyond the bound the sender is asked to come again, and those who wait are not lost', async () => {
  const { group, batches } = controlled({ maxBatch: 10 });
  const waiting = Array.from({ length: 6 }, (_, n) => group.take(one(`order-${n}`)));
  expect((await group.take(one('order-late'))).kind).toBe('unavailable');
  batches[0]?.done();
  await turn();
  expect(batches[1]?.ids).toHaveLength(5);
  batches[1]?.done();
  expect((await Promise.all(waiting)).every((outcome) => outcome.kind === 'durable')).toBe(true);
});

test('when the database is away, all who wait are told so at once, and the next one is tried again', async () => {
  const { group, batches, failures } = controlled();
  const outcomes = ['1', '2', '3', '4', '5'].map((id) => group.take(one(`order-${id}`)));
  batches[0]?.fail(sqlError('57P01'));
  expect((await Promise.all(outcomes)).every((outcome) => outcome.kind === 'unavailable')).toBe(true);
  expect(batches).toHaveLength(1);
  expect(failures).toHaveLength(1);
  await group.drain();
  const later = group.take(one('order-6'));
  batches[1]?.done();
  expect((await later).kind).toBe('durable');
});

test('a row whose content is refused does not take the others with it', async () => {
  const saved: string[] = [];
  const { group } = controlled({
    maxBatch: 10,
    commit: async (batch) => {
      await turn();
      if (batch.some((taken) => taken.notification.orderId === 'order-bad')) throw sqlError('22P05');
      saved.push(...batch.map((taken) => taken.notification.orderId));
    },
  });
  const outcomes = await Promise.all(
    ['order-1', 'order-2', 'order-bad', 'order-3'].map((id) => group.take(one(id))),
  );
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(['durable', 'durable', 'unavailable', 'durable']);
  expect(saved).toEqual(['order-1', 'order-2', 'order-3']);
});

test('drain waits for what is in flight and what waits behind it', async () => {
  const { group, batches } = controlled();
  void group.take(one('order-1'));
  void group.take(one('order-2'));
  let drained = false;
  const drain = group.drain().then(() => (drained = true));
  batches[0]?.done();
  await turn();
  expect(drained).toBe(false);
  batches[1]?.done();
  await drain;
  expect(group.waiting()).toBe(0);
});
