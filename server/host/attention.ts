import { say } from '@holdfast/node/core/said/say';
import { readListenerState } from '@holdfast/node/store/listener-state';
import type { SettingStore } from '@holdfast/node/store/store';

/** What `/readyz` adds to "ready": work is taken in, but some of it cannot be carried out. Never rejects. */
export async function attention(store: Pick<SettingStore, 'setting'>): Promise<string[]> {
  try {
    const { rights } = await readListenerState(store);
    if (rights?.outcome !== 'missing') return [];
    return [say('rights.missing', { resource: rights.missingResource ?? '' }).message];
  } catch {
    return [];
  }
}
