import { z } from 'zod';
import type { Delivery } from '../store/delivery';
import type { SettingStore } from '../store/store';

/** What the ERP lacks (a product, say), and the one delivery that is parked for it, for a person to see. */
export interface MissingThing {
  /** As the connector names it; means nothing to anybody else. */
  what: string;
  deliveryId: string;
  /** The delivery's `lastError` while this is what it is parked for. */
  message: string;
}

/** All in one: there are few, and they are read together. */
const KEY = 'erp.missing';

/** More is no news to anybody: what is missed beyond these waits until one of them has appeared. */
export const MOST_THINGS = 500;

const shape = z.array(z.object({ what: z.string(), deliveryId: z.string(), message: z.string() }));

export async function readMissing(store: Pick<SettingStore, 'setting'>): Promise<MissingThing[]> {
  const read = shape.safeParse(await store.setting(KEY));
  return read.success ? read.data : [];
}

export const saveMissing = (store: Pick<SettingStore, 'setSetting'>, things: readonly MissingThing[]) =>
  store.setSetting(KEY, things);

export type Standing =
  /** This delivery stands for the thing: it is parked. */
  | { kind: 'parks' }
  /** Another one does; null: enough other things are missing. */
  | { kind: 'waits'; forId: string | null };

/**
 * Who is parked for a thing that `delivery` misses: whoever came first. A delivery stands for one thing at a time,
 * the one it was told of last. `changed` is what to keep from now on; null when that is as it was.
 */
export function standingOf(
  things: readonly MissingThing[],
  { id }: Pick<Delivery, 'id'>,
  { what, message }: { what: string; message: string },
): { standing: Standing; changed: MissingThing[] | null } {
  const holder = things.find((thing) => thing.what === what);
  const others = things.filter(({ deliveryId }) => deliveryId !== id);
  const changed = others.length < things.length ? others : null;
  if (holder !== undefined && holder.deliveryId !== id) {
    return { standing: { kind: 'waits', forId: holder.deliveryId }, changed };
  }
  if (others.length >= MOST_THINGS) return { standing: { kind: 'waits', forId: null }, changed };
  const isKept = holder?.message === message && others.length === things.length - 1;
  return {
    standing: { kind: 'parks' },
    changed: isKept ? null : [...others, { what, deliveryId: id, message }],
  };
}
