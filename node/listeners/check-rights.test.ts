import type { VtexFailure, VtexResult } from '../clients/vtex/vtex-api';
import { readListenerState } from '../store/listener-state';
import type { LogEntry } from '../store/sync-log';
import { checkMissingRights, checkRights, RIGHTS_ENDPOINT } from './check-rights';

const failure = (kind: VtexFailure['kind'], status: number | null): VtexResult<void> => ({
  ok: false,
  failure: {
    kind,
    status,
    retry: 'never',
    retryAfterMs: null,
    endpoint: RIGHTS_ENDPOINT,
    missingResource: kind === 'forbidden' ? 'Logistics full access' : null,
    maybeApplied: false,
    message: kind,
  },
});
const NOT_FOUND = failure('not-found', 404);
const FORBIDDEN = failure('forbidden', 403);

function setUp() {
  const settings = new Map<string, unknown>();
  const log: LogEntry[] = [];
  const asked: string[] = [];
  const clock = { ms: 1_000 };
  const answers: VtexResult<void>[] = [];
  const services = {
    now: () => clock.ms,
    vtex: {
      async acknowledgeReservation(lockId: string) {
        asked.push(lockId);
        return answers.shift() ?? NOT_FOUND;
      },
    },
    store: {
      setting: async (key: string) => structuredClone(settings.get(key) ?? null),
      setSetting: async (key: string, value: unknown) => void settings.set(key, structuredClone(value)),
      appendLog: async (entries: readonly LogEntry[]) => void log.push(...entries),
    },
  };
  const rights = async () => (await readListenerState(services.store)).rights;
  return { services, log, asked, clock, answers, rights };
}

test('asks about a reservation that VTEX cannot have made', async () => {
  const { services, asked } = setUp();
  await checkRights(services);
  expect(asked).toEqual([expect.stringMatching(/^0{32}$/)]);
});

test.each<[string, VtexResult<void>]>([
  ['not found', NOT_FOUND],
  ['refused for what it says', failure('rejected', 400)],
  ['done', { ok: true, value: undefined, date: null }],
])('%s: the key was let in', async (_name, answer) => {
  const { services, answers, rights } = setUp();
  answers.push(answer);
  await checkRights(services);
  expect(await rights()).toMatchObject({ outcome: 'granted', missingResource: null });
});

test.each<[string, VtexResult<void>]>([
  ['no answer', failure('no-answer', null)],
  ['a failure of VTEX', failure('unavailable', 500)],
  ['too many calls', failure('rate-limited', 429)],
  ['a wrong key', failure('unauthorized', 401)],
])('%s says nothing: what was known stays', async (_name, answer) => {
  const { services, answers, rights, log } = setUp();
  answers.push(answer, FORBIDDEN, answer);
  await checkRights(services);
  expect(await rights()).toBeNull();
  await checkRights(services);
  await checkRights(services);
  expect(await rights()).toMatchObject({ outcome: 'missing' });
  expect(log).toHaveLength(1);
});

test('each turn is told once, with its remedy, and a missing right keeps its beginning', async () => {
  const { services, answers, rights, log, clock } = setUp();
  answers.push(FORBIDDEN, FORBIDDEN, NOT_FOUND, NOT_FOUND);
  for (let turn = 0; turn < 2; turn += 1) {
    await checkRights(services);
    clock.ms += 60_000;
  }
  expect(await rights()).toEqual({
    outcome: 'missing',
    missingResource: 'Logistics full access',
    sinceMs: 1_000,
    checkedAtMs: 61_000,
  });
  await checkRights(services);
  await checkRights(services);
  expect(log.map(({ outcome, message }) => [outcome, message])).toEqual([
    ['attention', expect.stringMatching(/may not change stock.*"Logistics full access"/)],
    ['ok', expect.stringMatching(/may change stock now/)],
  ]);
});

test('between the hours only a missing right is asked about again', async () => {
  const { services, answers, asked } = setUp();
  answers.push(FORBIDDEN, NOT_FOUND);
  await checkMissingRights(services);
  await checkMissingRights(services);
  await checkMissingRights(services);
  expect(asked).toHaveLength(2);
});
