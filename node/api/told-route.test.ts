import { z } from 'zod';
import type { LogEntry } from '../store/sync-log';
import { answered, failed, type Reply, route } from './route';
import { toldRoute } from './told-route';

const caller = { who: 'Ana', role: 'admin' } as const;

async function toldBy(reply: Reply<unknown>): Promise<string[]> {
  const told: LogEntry[] = [];
  const spec = route({
    method: 'post',
    path: '/x',
    summary: 'x',
    answerName: 'X',
    answer: z.unknown(),
    tells: 'person.unregister',
    handle: async () => reply,
  });
  const appendLog = async (entries: LogEntry[]) => void told.push(...entries);
  await toldRoute(spec, { appendLog }).run({ params: {}, query: {}, body: {}, caller });
  return told.map(({ message }) => message);
}

test.each<[string, Reply<unknown>, string[]]>([
  ['done', answered({}), ['Ana had hook and feed unregistered.']],
  ['only looked at', answered({}, false), []],
  ['refused', failed(409, 'no'), []],
])('the log says who had it done, when it was: %s', async (_case, reply, expected) => {
  expect(await toldBy(reply)).toEqual(expected);
});
