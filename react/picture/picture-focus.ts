import type { Picture, PictureItem } from './picture-items';

/** So many are told apart at a glance; the boundary is what the picture is about. */
const BEFORE = 14;
const AFTER = 22;

export interface Focus extends Picture {
  /** How many are left out at either end. */
  earlier: number;
  later: number;
}

/** The part of a long picture around its boundary: the last ones released and the first ones kept. */
export function focusOf(picture: Picture): Focus {
  const { items } = picture;
  const boundary = boundaryOf(picture);
  const first = Math.max(0, boundary - BEFORE);
  const end = Math.min(items.length, boundary + AFTER);
  return { ...picture, items: items.slice(first, end), earlier: first, later: items.length - end };
}

/** Index of the first one kept, or of the first open one where nothing is released. */
function boundaryOf({ items, blocker }: Picture): number {
  const kept = items.findIndex(({ fate }) => fate !== 'released');
  if (kept > 0 || blocker === null) return kept < 0 ? items.length : kept;
  return indexOf(items, blocker);
}

function indexOf(items: readonly PictureItem[], { number }: PictureItem): number {
  return items.findIndex((item) => item.number === number);
}
