import type { PositionDocument } from '@holdfast/node/io/store/shapes';
import { createMemoryDocuments, PowerCut } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { workerOn } from './vbase-fixtures';
import { beginOne, concludedWith } from './vbase-scenes';

/** The power is cut after so many writes of a conclusion that proves the watermark. Null when it needs fewer. */
async function cutOff(writes: number) {
  const documents = createMemoryDocuments();
  const fresh = () => workerOn(documents);
  await beginOne(fresh());
  documents.faults.cutAfterWrites = documents.calls.writes + writes;
  const end = fresh().concludeRemoval(anId('p-1'), (known) => ({ ...concludedWith(known), trust: 'proven' }));
  const cut = await end.then(
    () => false,
    (error: unknown) => error instanceof PowerCut,
  );
  documents.faults.cutAfterWrites = null;
  const [text = ''] = [...documents.files].flatMap(([path, kept]) =>
    path.startsWith('positions/') ? [kept] : [],
  );
  const position = JSON.parse(text) as PositionDocument;
  return cut ? { fresh, position } : null;
}

it('never lets a late helper make an account trusted whose trust was broken since', async () => {
  let helped = 0;
  for (let writes = 0; ; writes++) {
    const world = await cutOff(writes);
    if (world === null) break;
    if (world.position.redo === null) continue;
    await world.fresh().setWatermarkTrust('broken');
    await world.fresh().unfinishedRemovals();
    expect(await world.fresh().watermarkTrust()).toBe('broken');
    helped += 1;
  }
  expect(helped).toBeGreaterThan(1);
});

it('never overwrites a trust that is broken between the look and the write', async () => {
  for (const wasKnown of [false, true]) {
    const documents = createMemoryDocuments();
    const fresh = () => workerOn(documents);
    if (wasKnown) await fresh().setWatermarkTrust('unproven');
    await beginOne(fresh());
    const plain = documents.read;
    let looks = 0;
    documents.read = async (path) => {
      const read = await plain(path);
      if (path === 'account/trust' && looks++ === 0) await fresh().setWatermarkTrust('broken');
      return read;
    };
    await fresh().concludeRemoval(anId('p-1'), (known) => ({ ...concludedWith(known), trust: 'proven' }));
    expect(looks).toBe(2);
    expect(await fresh().watermarkTrust()).toBe('broken');
  }
});
