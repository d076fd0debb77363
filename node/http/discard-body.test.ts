import { once } from 'node:events';
import { Readable } from 'node:stream';
import { discardBody } from './discard-body';

const endless = () => new Readable({ read() {} });

test('a short body is read to its end', async () => {
  const body = Readable.from([Buffer.from('ok')]);
  await discardBody(body);
  expect(body.readableEnded).toBe(true);
});

test('a long one is cut off', async () => {
  const body = new Readable({
    read() {
      this.push(Buffer.alloc(32 * 1024));
    },
  });
  await discardBody(body);
  expect(body.readableEnded).toBe(false);
});

test('one that was cut off before is not waited for', async () => {
  const body = endless();
  body.destroy();
  await once(body, 'close');
  await discardBody(body);
});

test('one that is cut off while it is read is over', async () => {
  const body = endless();
  const discarded = discardBody(body);
  body.destroy(new Error('the deadline'));
  await discarded;
});
