import type { Documents } from '@holdfast/node/io/documents/documents';
import { createMemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { workerOn } from './vbase-fixtures';

const POSITION = { skuId: anId('101'), warehouseId: anId('main') };

/** Answers the next write with `answers`, one after the other, without doing it. */
function failing(documents: Documents, answers: ('conflict' | 'unsure')[]): Documents {
  return {
    ...documents,
    write: async (path, value, ifMatch) => {
      const answer = answers.shift();
      if (answer === undefined) return documents.write(path, value, ifMatch);
      return answer === 'conflict' ? { kind: 'conflict' } : { kind: 'unsure', message: 'VBase answered 503' };
    },
  };
}

test.each([[['conflict']], [['unsure']], [['unsure', 'conflict']]] as ('conflict' | 'unsure')[][][])(
  'a lease whose release meets %s is free at once, not after its time',
  async (answers) => {
    const documents = createMemoryDocuments();
    const pending: ('conflict' | 'unsure')[] = [];
    const lease = await workerOn(failing(documents, pending)).lockPosition(POSITION);
    pending.push(...answers);
    await lease?.end();
    expect(pending).toEqual([]);
    expect(await workerOn(documents).lockPosition(POSITION)).not.toBeNull();
  },
);

test('a tick holds a lease of its own', async () => {
  const documents = createMemoryDocuments();
  const tick = await workerOn(documents).lockTick();
  expect(tick).not.toBeNull();
  expect(await workerOn(documents).lockTick()).toBeNull();
  expect(await workerOn(documents).lockPosition(POSITION)).not.toBeNull();
  await tick?.end();
  expect(await workerOn(documents).lockTick()).not.toBeNull();
});
