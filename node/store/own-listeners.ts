import type { Savable } from '../clients/vtex/vtex-api';
import type { SettingStore } from './store';

/** Of each VTEX keeps one per app key. */
export type ListenerName = 'hook' | 'feed';

/** A hook of ours is known by the key it carries; only its digest is kept here. */
export interface OwnHook {
  url: string;
  keyDigest: string;
}

/** A feed carries no owner: it is known by all that can be seen of it. */
export interface OwnFeed {
  statuses: string[];
  visibilityTimeoutSeconds: number;
  messageRetentionSeconds: number;
}

/**
 * What Holdfast wrote at VTEX, the newest first. There is more than one only while it is not known whether the
 * newest arrived.
 */
const writtenKey = (name: ListenerName) => `listener.${name}.written`;
/** What a hook or feed of ours replaced, as VTEX can save it again; it may hold somebody else's secrets. */
const replacedKey = (name: ListenerName) => `listener.${name}.replaced`;
const STOPPED_KEY = 'listener.stopped';

/** Written only by the functions below, so the shapes are taken as they are; absent is null or empty. */
export async function readWritten<Own extends OwnHook | OwnFeed>(
  store: Pick<SettingStore, 'setting'>,
  name: ListenerName,
): Promise<Own[]> {
  const written = await store.setting(writtenKey(name));
  return Array.isArray(written) ? (written as Own[]) : [];
}

export const saveWritten = (store: SettingStore, name: ListenerName, written: (OwnHook | OwnFeed)[]) =>
  store.setSetting(writtenKey(name), written);

export interface Replaced extends Savable {
  /** For a person: an address, or what a feed asks for. */
  told: string;
}

export const readReplaced = async (store: Pick<SettingStore, 'setting'>, name: ListenerName) =>
  ((await store.setting(replacedKey(name))) ?? null) as Replaced | null;
export const saveReplaced = (store: SettingStore, name: ListenerName, replaced: Replaced | null) =>
  store.setSetting(replacedKey(name), replaced);

/** Whether a person had hook and feed removed for good: nothing registers them again until a person asks for it. */
export const readStopped = async (store: Pick<SettingStore, 'setting'>) =>
  (await store.setting(STOPPED_KEY)) === true;
export const saveStopped = (store: SettingStore, stopped: boolean) => store.setSetting(STOPPED_KEY, stopped);
