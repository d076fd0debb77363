import { PlatformUnavailable } from '@holdfast/node/io/documents/platform-unavailable';
import type { VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { createMemoryDocuments, type MemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { POSITION } from './examples';
import { ACCOUNT } from './store-contract';
import { memorySink, workerOn } from './vbase-fixtures';
import { ORDERS, picture, SCENES, type Scene, toStatus } from './vbase-scenes';

interface World {
  documents: MemoryDocuments;
  lines: StoredLogEntry[];
  /** A store of a new worker: no caches. */
  fresh(): VBaseStore;
}

function world(): World {
  const documents = createMemoryDocuments();
  const lines: StoredLogEntry[] = [];
  const fresh = () => workerOn(documents, { account: ACCOUNT, sink: memorySink(lines) });
  return { documents, lines, fresh };
}

/** How the scene ends without a fault, and how many writes its step takes. */
async function undisturbed(scene: Scene) {
  const { documents, lines, fresh } = world();
  await scene.setUp(fresh());
  const before = documents.calls.writes;
  await scene.step(fresh());
  const writes = documents.calls.writes - before;
  return { writes, end: await picture(fresh(), documents.files), log: messages(lines) };
}

const messages = (lines: readonly StoredLogEntry[]) => lines.map(({ message }) => message).sort();

/** Sets the fault for the step's write `number` (from 1), does the step, and takes the fault away. */
async function disturbed(
  scene: Scene,
  number: number,
  fault: (documents: MemoryDocuments, write: number) => void,
): Promise<World> {
  const here = world();
  const { documents, fresh } = here;
  await scene.setUp(fresh());
  fault(documents, documents.calls.writes + number);
  const outcome = await scene.step(fresh()).catch((error: unknown) => error);
  if (outcome instanceof Error && outcome.name !== 'PowerCut')
    expect(outcome).toBeInstanceOf(PlatformUnavailable);
  documents.faults.cutAfterWrites = null;
  documents.faults.silentWrites.clear();
  documents.faults.lostWrites.clear();
  return here;
}

const FAULTS: Record<string, (documents: MemoryDocuments, write: number) => void> = {
  'the power is cut before': ({ faults }, write) => {
    faults.cutAfterWrites = write - 1;
  },
  'an applied write has no answer at': ({ faults }, write) => faults.silentWrites.add(write),
  'a lost write has no answer at': ({ faults }, write) => faults.lostWrites.add(write),
};

describe.each(SCENES)('$name', (scene) => {
  it.each(Object.entries(FAULTS))('ends the same when %s any of its writes', async (_name, fault) => {
    const { writes, end, log } = await undisturbed(scene);
    expect(writes).toBeGreaterThan(1);
    for (let number = 1; number <= writes; number++) {
      const { documents, lines, fresh } = await disturbed(scene, number, fault);
      const plans = await Promise.all(['p-1', 'p-old'].map((planId) => fresh().plan(anId(planId))));
      for (const one of plans) expect(one?.state === 'executing' && one.result !== null).toBe(false);
      await scene.step(fresh());
      expect([number, await picture(fresh(), documents.files)]).toEqual([number, end]);
      expect([number, messages(lines)]).toEqual([number, log]);
    }
  });

  it('is wholly there or not at all, also when nobody repeats it', async () => {
    const { writes, end } = await undisturbed(scene);
    const start = world();
    await scene.setUp(start.fresh());
    const before = await picture(start.fresh(), start.documents.files);
    for (let number = 1; number <= writes; number++) {
      const { documents, fresh } = await disturbed(scene, number, ({ faults }, write) => {
        faults.cutAfterWrites = write - 1;
      });
      const after = await picture(fresh(), documents.files);
      // That the account's trust is broken is told before anything else: nobody may rely on it meanwhile.
      const untouched = { ...before, trust: after.trust === 'broken' ? after.trust : before.trust };
      const same = JSON.stringify(after) === JSON.stringify(untouched);
      expect([number, after]).toEqual([number, same ? untouched : end]);
    }
  });

  it('ends the same when others work on in between', async () => {
    const { writes, end } = await undisturbed(scene);
    for (let number = 1; number <= writes; number++) {
      const { documents, fresh } = await disturbed(scene, number, ({ faults }, write) => {
        faults.cutAfterWrites = write - 1;
      });
      const other = fresh();
      await other.knownAtPosition(POSITION);
      // Reads again what is recorded; an order that is held has to be waited for, or freed.
      for (const orderId of ORDERS.slice(0, end.orders[1] ? 3 : 0)) {
        await other.changeOrder(anId(orderId), toStatus(orderId, 'invoiced', 0)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(PlatformUnavailable);
        });
      }
      await scene.step(fresh());
      expect([number, await picture(fresh(), documents.files)]).toEqual([number, end]);
    }
  });
});
