import { anId } from '../builders/an-id';
import './platform-env';
import type { HostPorts } from '@holdfast/node/io/host/host-ports';
import { createIoHost, type IoHost } from '@holdfast/node/io/host/io-host';
import { recordsOf } from '@holdfast/node/io/host/records-of';
import { IDLE_SETTINGS } from '@holdfast/node/io/settings/parse-settings';
import { createMemoryDocuments } from '../../simulation/stores/vbase/memory-documents';

const SILENT = { warn: () => undefined, error: () => undefined };

let clock: number;
let ids = 0;
let host: IoHost;
let sent: string[];

const chance = {
  now: () => clock,
  newId: () => `id-${ids++}`,
  random: () => 0,
  pause: async () => undefined,
};

beforeEach(() => {
  clock = Date.now();
  sent = [];
  host = createIoHost({
    ...chance,
    documents: () => createMemoryDocuments(),
    records: (parts) => recordsOf({ ...parts, ...chance }),
  });
});

function ports(name: string, settings: object = {}): HostPorts {
  return {
    vtex: {
      async send() {
        sent.push(name);
        return { kind: 'answer', status: 200, headers: {}, body: [] };
      },
    },
    post: async () => ({ kind: 'no-answer', code: 'TIMEOUT' }),
    vbase: async () => ({ kind: 'no-answer', message: 'none' }),
    masterData: { send: async () => ({ kind: 'answer', status: 200, headers: {}, body: [] }) },
    identity: { whoHolds: async () => ({ kind: 'nobody' }), mayUse: async () => 'no' },
    settings: async () => settings,
    announce: async () => undefined,
  };
}

const open = (account: string, workspace: string, name: string, settings?: object) =>
  host.open({ account, workspace }, ports(name, settings), SILENT);

test('one worker serves many accounts and workspaces, and mixes up none', async () => {
  const one = open('one', 'master', 'a', { mode: 'execute' });
  const other = open('other', 'master', 'b', { mode: 'recommend' });
  const draft = open('one', 'draft', 'c', { guardGapMs: 7 });
  const modes = [];
  for (const account of [one, other, draft]) modes.push(await account.settings());
  expect(modes).toMatchObject([
    { settings: { mode: 'execute' } },
    { settings: { mode: 'recommend' } },
    { settings: { mode: 'recommend', guardGapMs: 7 } },
  ]);
  await one.begin(IDLE_SETTINGS, clock + 1_000).list.ask({ kind: 'sweep' }, clock);
  const due = (account: typeof one) => account.begin(IDLE_SETTINGS, clock + 1_000).list.due([]);
  expect((await due(one)).ready).toHaveLength(1);
  expect((await due(open('one', 'master', 'd'))).ready).toHaveLength(1);
  expect((await due(other)).ready).toEqual([]);
  expect((await due(draft)).ready).toEqual([]);
  expect([one.store.account, other.store.account]).toEqual(['one', 'other']);
});

test('a run that goes on calls with the newest credential', async () => {
  const run = open('one', 'master', 'old').begin(IDLE_SETTINGS, clock + 60_000);
  open('one', 'master', 'new');
  await run.vtex.listWarehouses();
  expect(sent).toEqual(['new']);
});

test('after the deadline nothing is sent, writes are known not to be applied, and VTEX is not blamed', async () => {
  const account = open('one', 'master', 'a');
  const { vtex } = account.begin(IDLE_SETTINGS, clock + 1_000);
  expect((await vtex.listWarehouses()).ok).toBe(true);
  clock += 1_000;
  const read = await vtex.listWarehouses();
  const update = {
    quantity: 1,
    dateUtcOnBalanceSystem: '2025-06-03T10:00:00.0000000Z',
    leadTime: '00:00:00',
    unlimitedQuantity: false,
  };
  const write = await vtex.updateInventory(
    { skuId: anId('mug'), warehouseId: anId('main') },
    update as Parameters<typeof vtex.updateInventory>[1],
  );
  expect(read).toMatchObject({ ok: false, failure: { kind: 'no-answer', retry: 'later' } });
  expect(write).toMatchObject({ ok: false, failure: { maybeApplied: false, retry: 'later' } });
  expect(sent).toEqual(['a']);
  expect(await account.store.setting('vtex.problems')).toBeNull();
});
