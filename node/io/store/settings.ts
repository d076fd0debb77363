import type { FirstSettingStore, SettingStore } from '../../store/store';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { settingPath } from './paths';
import { putOrThrow, readPlain } from './read-document';
import type { StoreContext } from './store-context';

export function settings(ctx: StoreContext): SettingStore & FirstSettingStore {
  const setting = async (key: string): Promise<unknown> => {
    const found = await readPlain(ctx.documents, settingPath(key));
    return (found?.value as { value: unknown } | undefined)?.value ?? null;
  };
  return {
    setting,
    setSetting: (key, value) => putOrThrow(ctx.documents, settingPath(key), { value: value ?? null }),
    keepSetting: async (key, value) => {
      const path = settingPath(key);
      if ((await readPlain(ctx.documents, path)) === null) {
        const result = await ctx.documents.write(path, { value: value ?? null }, 'absent');
        if (result.kind === 'unsure') throw new PlatformUnavailable(result.message);
      }
      // Read in any case: where VBase knows no "only if absent", the one that was written last is kept.
      return setting(key);
    },
  };
}
