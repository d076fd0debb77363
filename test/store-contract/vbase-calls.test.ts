import { positionStream } from '@holdfast/node/core/erp-events/streams';
import { createVBaseDocuments } from '@holdfast/node/io/documents/vbase-documents';
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
} from './examples';
import { workerOn } from './vbase-fixtures';
import { toStatus } from './vbase-scenes';
import { startVBase, type VBaseServer } from './vbase-server';

const ORDERS = 150;
let server: VBaseServer;

beforeAll(async () => {
  server = await startVBase();
});
afterAll(() => server.close());

const store = () => workerOn(createVBaseDocuments(server.http));

/** Calls of VBase that a step takes, as reads (GET of a document or a listing) and writes. */
async function calls(step: () => Promise<unknown>): Promise<string> {
  server.requests.length = 0;
  await step();
  const reads = server.requests.filter((request) => request.startsWith('GET')).length;
  return `${reads} reads, ${server.requests.length - reads} writes`;
}

it('takes as many calls of VBase as the table in the documentation says', async () => {
  const one = store();
  const ids = Array.from({ length: ORDERS }, (_, index) => `o-${index}`);
  for (const id of ids) await one.changeOrder(anId(id), toStatus(id, 'acknowledged', 1));
  await one.recordPlan(plan('p-0'), NO_EFFECTS);
  const attempt = { state: 'accepted' as const, attempts: 1, nextAttemptAtMs: 0, lastError: null, log: [] };
  const accept = async () => {
    const next = await one.nextDelivery('order/o-1');
    if (next) await one.recordAttempt(next.id, attempt);
  };
  await accept();
  await (await one.lockPosition(POSITION))?.end();
  const mustKeep = ids.map((id) => ({ lockId: anId(`00-${id}`), orderId: anId(id), quantity: 2 }));
  expect({
    'an order seen first': await calls(() => one.changeOrder(anId('new'), toStatus('new', 'authorized', 1))),
    'a status that changed': await calls(() =>
      one.changeOrder(anId('o-1'), toStatus('o-1', 'acknowledged', 2)),
    ),
    'its delivery, accepted': await calls(accept),
    'a status that settles': await calls(() => one.changeOrder(anId('o-1'), toStatus('o-1', 'invoiced', 3))),
    'a reading that says nothing new': await calls(() => one.changeOrder(anId('o-2'), () => decision('o-2'))),
    'a lease, taken and released': await calls(async () => (await one.lockPosition(POSITION))?.end()),
    'knownAtPosition of 151': await calls(() => one.knownAtPosition(POSITION)),
    'knownOrdersByLock of 150': await calls(() =>
      one.knownOrdersByLock(ids.map((id) => `00-${id}`).map(anId)),
    ),
    currentPlan: await calls(() => one.currentPlan(POSITION)),
    'seeTotal, a new one': await calls(() => one.seeTotal(POSITION, 7)),
    'seeTotal, the same': await calls(() => one.seeTotal(POSITION, 7)),
    'recordPlan, told to the ERP': await calls(() =>
      one.recordPlan(plan('p-1', { state: 'approved' }), {
        ...NO_EFFECTS,
        deliveries: [delivery('d-1', positionStream(POSITION))],
      }),
    ),
    planStands: await calls(() => one.planStands(anId('p-1'))),
    beginRemoval: await calls(() => one.beginRemoval(anId('p-1'), intent({ mustKeep }))),
    'beginRemoval again': await calls(() => one.beginRemoval(anId('p-1'), intent({ mustKeep, attempts: 2 }))),
    'concludeRemoval of 1 released, 150 kept': await calls(() =>
      one.concludeRemoval(anId('p-1'), (known) => {
        const settled = known.filter(({ status }) => status === 'invoiced');
        const reservations = settled.map((held) =>
          reservation(held.orderId, { ...held, status: 'removed', version: 4 }),
        );
        return conclusion({ reservations, changes: reservations.map((held) => changeOf(held)) });
      }),
    ),
    recordCount: await calls(() =>
      one.recordCount({
        position: POSITION,
        onHand: 1,
        countedAt: at(1),
        reference: 'r',
        planId: anId('p-9'),
      }),
    ),
  }).toEqual({
    // One of them is the pointer of its lock, read back: another order may have named the lock at the same moment.
    'an order seen first': '5 reads, 5 writes',
    'a status that changed': '1 reads, 2 writes',
    'its delivery, accepted': '2 reads, 1 writes',
    'a status that settles': '1 reads, 3 writes',
    'a reading that says nothing new': '1 reads, 1 writes',
    'a lease, taken and released': '2 reads, 2 writes',
    'knownAtPosition of 151': '152 reads, 0 writes',
    // The orders, and the pointer of the one lock whose order is settled: a successor may have named it since.
    'knownOrdersByLock of 150': '151 reads, 0 writes',
    currentPlan: '1 reads, 0 writes',
    'seeTotal, a new one': '2 reads, 1 writes',
    'seeTotal, the same': '1 reads, 0 writes',
    'recordPlan, told to the ERP': '2 reads, 3 writes',
    planStands: '1 reads, 1 writes',
    beginRemoval: '1 reads, 2 writes',
    'beginRemoval again': '1 reads, 1 writes',
    'concludeRemoval of 1 released, 150 kept': '155 reads, 5 writes',
    recordCount: '2 reads, 2 writes',
  });
}, 120_000);
