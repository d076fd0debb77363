import { createServer } from 'node:net';
import { atEnd, endAll } from './at-end';
import { startFlow } from './flow';
import { until } from './until';

/** What keeps a process from ending: servers that listen, and sockets that are open. */
const open = () => process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP')).length;

test('a flow that cannot start says so at once, and what it had started by then is ended', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, () => resolve(Number(Object(taken.address()).port))),
  );
  try {
    const before = open();
    await expect(startFlow({ environment: { PORT: String(port) } })).rejects.toThrow('EADDRINUSE');
    expect(open()).toBeGreaterThan(before);
    await endAll();
    await until('nothing is open any more', () => open() <= before);
  } finally {
    await new Promise((resolve) => taken.close(resolve));
  }
});

test('all are ended, the last first, whichever fails; and once only', async () => {
  const ended: string[] = [];
  atEnd(() => ended.push('first'));
  atEnd(() => Promise.reject(new Error('it will not end')));
  atEnd(() => ended.push('last'));
  await expect(endAll()).rejects.toThrow('it will not end');
  await endAll();
  expect(ended).toEqual(['last', 'first']);
});
