import type { LogEntry } from '@holdfast/node/store/sync-log';
import { anId } from '../builders/an-id';
import type { Contract } from './harness';

export function settingContract(contract: () => Contract): void {
  it('keeps a value of any JSON shape, overwrites it, and says null for what was never set', async () => {
    const { store } = contract().under;
    expect(await store.setting('cursor')).toBeNull();
    await store.setSetting('cursor', { at: '2026', seen: [1, 'two', null] });
    await store.setSetting('other', 'text');
    expect(await store.setting('cursor')).toEqual({ at: '2026', seen: [1, 'two', null] });
    await store.setSetting('cursor', 7);
    expect(await store.setting('cursor')).toBe(7);
    expect(await store.setting('other')).toBe('text');
  });

  it('keeps one value of many offered at once, and says which', async () => {
    const { store } = contract().under;
    const offered = Array.from({ length: 10 }, (_, index) => `secret-${index}`);
    const kept = await Promise.all(offered.map((value) => store.keepSetting('secret', value)));
    expect(new Set(kept).size).toBe(1);
    expect(offered).toContain(kept[0]);
    expect(await store.keepSetting('secret', 'late')).toBe(kept[0]);
    expect(await store.setting('secret')).toBe(kept[0]);
  });

  it('keeps the accounts apart', async () => {
    const { under } = contract();
    const other = await under.ofAccount('other');
    await under.store.setSetting('cursor', 1);
    expect(await other.setting('cursor')).toBeNull();
    await under.store.setWatermarkTrust('broken');
    expect(await other.watermarkTrust()).toBe('unproven');
  });

  it('appends log entries in order, whatever a stranger wrote into them', async () => {
    const { under } = contract();
    const entries: LogEntry[] = [
      { kind: 'notification', outcome: 'ok', message: 'first' },
      {
        kind: 'failure',
        outcome: 'failed',
        message: "second 'quoted' \u0000 and odd",
        said: [
          { id: 'odd', values: { text: "'é'", count: 2, names: ['a', 'b'] } },
          { id: 'plain', values: {} },
        ],
        orderId: anId('o-1'),
        skuId: anId('s'),
        warehouseId: anId('w'),
        planId: anId('not-a-uuid'),
        deliveryId: 'd',
        durationMs: 12.7,
        detail: { status: 500, text: 'a\u0000b', cut: 'half of one \ud83d' },
      },
    ];
    await under.store.appendLog(entries);
    await under.store.appendLog([]);
    const logged = await under.logged();
    expect(logged).toHaveLength(2);
    expect(logged.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['notification', 'ok'],
      ['failure', 'failed'],
    ]);
    expect(logged[1]).toMatchObject({
      orderId: 'o-1',
      skuId: 's',
      warehouseId: 'w',
      planId: 'not-a-uuid',
      deliveryId: 'd',
      said: entries[1]?.said,
    });
    expect(logged[0]?.said ?? null).toBeNull();
  });
}
