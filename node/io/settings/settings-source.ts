import { type ParsedSettings, parseSettings } from './parse-settings';

export type LoadedSettings =
  | ParsedSettings
  /** The platform did not say what the settings are. */
  | { kind: 'unavailable' };

export interface SettingsSource {
  /** The settings as they are now, or were a moment ago. */
  load(read: () => Promise<unknown>): Promise<LoadedSettings>;
}

/** Changed settings take effect after this long, in every worker, without a redeploy. */
export const SETTINGS_LAST_MS = 15_000;

/**
 * Settings of one account and workspace, read once for all requests of a moment. What could not be read is asked
 * for again at once, and never answered from an older reading: it may have been `execute` that was taken back.
 */
export function createSettingsSource(now: () => number): SettingsSource {
  let kept: { loaded: ParsedSettings; readAtMs: number } | null = null;
  let reading: Promise<LoadedSettings> | null = null;

  async function readNow(read: () => Promise<unknown>): Promise<LoadedSettings> {
    const readAtMs = now();
    try {
      const loaded = parseSettings(await read());
      kept = { loaded, readAtMs };
      return loaded;
    } catch {
      // The error carries the request with its credential.
      return { kind: 'unavailable' };
    } finally {
      reading = null;
    }
  }

  return {
    load(read) {
      const age = kept === null ? Number.POSITIVE_INFINITY : now() - kept.readAtMs;
      if (kept !== null && age >= 0 && age < SETTINGS_LAST_MS) return Promise.resolve(kept.loaded);
      reading ??= readNow(read);
      return reading;
    },
  };
}
