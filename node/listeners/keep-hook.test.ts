import { createMemoryStore } from '../../simulation/stores/memory/memory-store';
import type { Found, HookConfig, Savable, VtexFailure, VtexResult } from '../clients/vtex/vtex-api';
import type { LogEntry } from '../store/sync-log';
import { ensureHook } from './keep-hook';

const wanted = {
  url: 'https://holdfast.example/_v/holdfast/hook',
  secret: 's3cret',
  statuses: ['handling', 'invoiced'],
};
const good: Found<HookConfig> = {
  savedAs: null,
  url: wanted.url,
  headers: { 'X-Holdfast-Key': 's3cret' },
  filter: { type: 'FromWorkflow', status: ['invoiced', 'handling'] },
};
const forbidden: VtexFailure = {
  kind: 'forbidden',
  retry: 'ask-a-person',
  retryAfterMs: null,
  status: 403,
  endpoint: 'GET /api/orders/hook/config',
  missingResource: 'Feed v3 and Hook Admin',
  maybeApplied: false,
  message: 'lacks Feed v3 and Hook Admin',
};

function setting(
  current: VtexResult<Found<HookConfig> | null>,
  save: VtexResult<void> = { ok: true, value: undefined, date: null },
) {
  const saved: (HookConfig | Savable)[] = [];
  const log: LogEntry[] = [];
  const vtex = {
    getHookConfig: async () => current,
    async saveHookConfig(config: HookConfig | Savable) {
      saved.push(config);
      return save;
    },
  };
  return {
    saved,
    log,
    services: {
      vtex,
      store: {
        ...createMemoryStore({ account: 'acme', now: () => 0 }),
        appendLog: async (entries: readonly LogEntry[]) => void log.push(...entries),
      },
    },
  };
}

const found = (value: Found<HookConfig> | null): VtexResult<Found<HookConfig> | null> => ({
  ok: true,
  value,
  date: null,
});
const savedAsWanted: HookConfig = {
  url: wanted.url,
  headers: { 'x-holdfast-key': 's3cret' },
  filter: { type: 'FromWorkflow', status: ['handling', 'invoiced'] },
};

describe('keeping the hook', () => {
  it('registers a missing one', async () => {
    const { services, saved, log } = setting(found(null));
    expect(await ensureHook(services, wanted, false)).toEqual({ kind: 'registered' });
    expect(saved).toEqual([savedAsWanted]);
    expect(log).toMatchObject([{ kind: 'listener', outcome: 'ok' }]);
    expect(JSON.stringify(log)).not.toContain('s3cret');
  });

  it('leaves one that is as wanted alone, without a line', async () => {
    const { services, saved, log } = setting(found({ ...good, headers: { ...good.headers, 'x-more': '1' } }));
    expect(await ensureHook(services, wanted, false)).toEqual({ kind: 'unchanged' });
    expect({ saved, log }).toEqual({ saved: [], log: [] });
  });

  const different: [string, Partial<HookConfig>][] = [
    ['url', { url: 'https://old.example/hook' }],
    ['key', { headers: {} }],
    ['key', { headers: { 'x-holdfast-key': 'old' } }],
    ['key', { headers: { 'x-holdfast-key': 's3cret', 'X-Holdfast-Key': 'old' } }],
    ['filter', { filter: { type: 'FromOrders', status: ['handling', 'invoiced'] } }],
    ['filter', { filter: { type: 'FromWorkflow', status: ['handling'] } }],
    ['filter', { filter: { type: 'FromWorkflow', status: ['handling', 'invoiced', 'cancel'] } }],
  ];
  it.each(different)('repairs a different %s', async (what, change) => {
    const { services, saved } = setting(found({ ...good, ...change }));
    expect(await ensureHook(services, wanted, false)).toEqual({ kind: 'repaired', differed: [what] });
    expect(saved).toEqual([savedAsWanted]);
  });

  it.each([
    'http://holdfast.example/hook',
    'ftp://localhost/x',
    'nonsense',
    'https://u:p@holdfast.example/',
    'http://127.0.0.1.evil.example/',
  ])('refuses %s without asking VTEX', async (url) => {
    const { services, saved, log } = setting(found(null));
    expect(await ensureHook(services, { ...wanted, url }, false)).toMatchObject({ kind: 'refused' });
    expect(saved).toEqual([]);
    expect(log).toMatchObject([{ outcome: 'attention' }]);
  });

  it.each(['http://localhost:3000/hook', 'http://127.0.0.1:3000/hook', 'http://[::1]:3000/hook'])(
    'takes %s',
    async (url) => {
      const { services } = setting(found(null));
      expect(await ensureHook(services, { ...wanted, url }, false)).toEqual({ kind: 'registered' });
    },
  );

  it('says what stood in the way, reading or saving', async () => {
    const failed = { ok: false, failure: forbidden } as const;
    const reading = setting(failed);
    expect(await ensureHook(reading.services, wanted, false)).toEqual({ kind: 'failed', failure: forbidden });
    expect(reading.saved).toEqual([]);
    const saving = setting(found(null), failed);
    expect(await ensureHook(saving.services, wanted, false)).toEqual({ kind: 'failed', failure: forbidden });
    expect(saving.log).toMatchObject([
      { kind: 'failure', outcome: 'attention', detail: { missingResource: 'Feed v3 and Hook Admin' } },
    ]);
  });
});
