import { documentPath } from '@holdfast/node/io/documents/document-path';
import { PlatformUnavailable } from '@holdfast/node/io/documents/platform-unavailable';
import type { VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import { createMemoryDocuments, type MemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { at, decision, delivery, type POSITION, reservation, START_MS } from './examples';
import { workerOn } from './vbase-fixtures';
import { beginOne } from './vbase-scenes';

const LATER_MS = START_MS + 86_400_000;
let documents: MemoryDocuments;

beforeEach(() => {
  documents = createMemoryDocuments();
});

const fresh = (): VBaseStore => workerOn(documents, { now: () => LATER_MS });

/** Markers before the others in the listing, of what is not there (any more). */
function crowd(count: number, ...folder: string[]): void {
  for (let index = 0; index < count; index++) {
    const path = documentPath(...folder, `!${String(index).padStart(6, '0')}`);
    documents.files.set(path, JSON.stringify({ atMs: LATER_MS, nonce: `${index}` }));
  }
}

/** In how many calls it was found; each call by a new worker when `each` is fresh. */
async function calls(find: () => Promise<number>, most = 12): Promise<number> {
  for (let call = 1; call <= most; call++) if ((await find()) > 0) return call;
  return Number.POSITIVE_INFINITY;
}

const settled = (orderId: string) =>
  decision(orderId, {
    readAtMs: START_MS,
    reservations: [reservation(orderId, { status: 'invoiced', invoicedAt: at(8) })],
    deliveries: [delivery(`d-${orderId}`, `order/${orderId}`)],
  });

describe.each([
  [
    'one worker',
    () => {
      const store = fresh();
      return () => store;
    },
  ],
  ['a new worker each time', () => fresh],
])('a listing longer than one call reads, for %s', (_name, workersOf) => {
  beforeEach(async () => {
    await fresh().changeOrder(anId('zz-1'), () =>
      decision('zz-1', { readAtMs: START_MS, reservations: [reservation('zz-1')] }),
    );
    await fresh().changeOrder(anId('zz-2'), () => settled('zz-2'));
  });

  it('comes to every order, position and stream, again and again', async () => {
    crowd(1_500, 'active', 'orders');
    crowd(1_500, 'active', 'streams');
    crowd(1_500, 'settled', '!', 'w');
    const store = workersOf();
    for (let round = 0; round < 2; round++) {
      expect(await calls(async () => (await store().ordersToLookAt(at(0), LATER_MS, 9)).length)).toBeLessThan(
        4,
      );
      expect(await calls(async () => (await store().streamsDue(LATER_MS, 9)).length)).toBeLessThan(4);
      expect(await calls(async () => (await store().positionsToPlan(LATER_MS, 9)).length)).toBeLessThan(4);
      const open = async () => (await store().positionsAfter(null, 9, 'open')).length;
      expect(await calls(open)).toBeLessThan(4);
    }
  });

  it('takes a round through all positions, part by part', async () => {
    for (let index = 0; index < 5_100; index++) {
      documents.files.set(documentPath('positions', `!${String(index).padStart(6, '0')}`, 'w'), '{}');
    }
    const store = workersOf();
    const seen = new Set<string>();
    let after: typeof POSITION | null = null;
    for (let call = 0; call < 8; call++) {
      const page: (typeof POSITION)[] = await store().positionsAfter(after, 1_000, 'any');
      for (const { skuId } of page) seen.add(skuId);
      after = page.length < 1_000 ? null : (page.at(-1) ?? null);
    }
    expect(seen.size).toBe(5_101);
  });
});

it('begins anew where the listing no longer takes its own token', async () => {
  await fresh().changeOrder(anId('zz-1'), () =>
    decision('zz-1', { readAtMs: START_MS, reservations: [reservation('zz-1')] }),
  );
  crowd(700, 'active', 'orders');
  const store = fresh();
  const plain = documents.list;
  documents.list = async (prefix, after, limit) => {
    if (after !== null && isOld) throw new PlatformUnavailable('400');
    return plain(prefix, after, limit);
  };
  let isOld = false;
  await store.ordersToLookAt(at(0), LATER_MS, 9);
  isOld = true;
  await expect(store.ordersToLookAt(at(0), LATER_MS, 9)).rejects.toThrow(PlatformUnavailable);
  isOld = false;
  const found = await calls(async () => (await store.ordersToLookAt(at(0), LATER_MS, 9)).length);
  expect(found).toBe(2);
});

it('knows of every removal that is executing, however many are marked', async () => {
  await beginOne(fresh());
  crowd(700, 'executing', '!');
  expect(await fresh().unfinishedRemovals()).toHaveLength(1);
});
