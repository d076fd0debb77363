import type { Delivery } from '../../store/delivery';
import type { DocumentReads } from '../store/document-reads';
import { inParallel } from '../store/in-parallel';

type WaitingReads = Pick<DocumentReads, 'stream' | 'waitingStreams'>;

const STREAMS_A_STEP = 100;

/**
 * Walks the streams that have something not accepted and hands over each one's deliveries, until `look` says
 * enough or `mostStreams` were read. True when all were seen.
 */
export async function walkWaiting(
  reads: WaitingReads,
  mostStreams: number,
  look: (deliveries: readonly Delivery[]) => 'go-on' | 'enough',
): Promise<boolean> {
  let after: string | null = null;
  for (let looked = 0; looked < mostStreams; looked += STREAMS_A_STEP) {
    const page = await reads.waitingStreams(after, STREAMS_A_STEP);
    const documents = await inParallel(page.names, (name) => reads.stream(name));
    for (const document of documents) {
      if (document !== null && look(document.stream.deliveries) === 'enough') return false;
    }
    if (page.next === null) return true;
    after = page.next;
  }
  return false;
}
