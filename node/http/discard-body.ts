import type { Readable } from 'node:stream';

const BODY_LIMIT_BYTES = 64 * 1024;
const BODY_PATIENCE_MS = 1_000;

/**
 * Reads a short body to its end, so that the connection can be used again for the next message, and cuts off
 * one that is long or slow: the answer was complete with its status.
 */
export function discardBody(body: Readable): Promise<void> {
  return new Promise((resolve) => {
    // Cut off already, by the deadline of its request: it may have said so before anybody listened.
    if (body.destroyed) return resolve();
    const done = () => {
      clearTimeout(patience);
      resolve();
    };
    const cutOff = () => {
      body.destroy();
      done();
    };
    const patience = setTimeout(cutOff, BODY_PATIENCE_MS);
    let seen = 0;
    body.on('error', () => undefined);
    body.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > BODY_LIMIT_BYTES) cutOff();
    });
    body.on('close', done);
  });
}
