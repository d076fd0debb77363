import type { IncomingMessage } from 'node:http';

export type ReadText = { kind: 'text'; text: string } | { kind: 'too-long' } | { kind: 'broken' };

/**
 * Reads a body of at most `limit` bytes. A longer one is not kept, but is read to its end (up to ten times
 * the limit): a sender that is cut off while writing may never see the answer.
 */
export function readText(request: IncomingMessage, limit: number): Promise<ReadText> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else if (length > limit * 10) {
        request.pause();
        resolve({ kind: 'too-long' });
      } else chunks.length = 0;
    });
    request.on('end', () => {
      if (length > limit) return resolve({ kind: 'too-long' });
      resolve({ kind: 'text', text: textOf(chunks) });
    });
    request.on('error', () => resolve({ kind: 'broken' }));
    request.on('close', () => resolve({ kind: 'broken' }));
  });
}

function textOf(chunks: Buffer[]): string {
  const [only] = chunks;
  return chunks.length === 1 && only ? only.toString('utf8') : Buffer.concat(chunks).toString('utf8');
}
