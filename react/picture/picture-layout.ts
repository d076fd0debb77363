import { epochOf } from '../words/epoch';
import type { Picture, PictureItem } from './picture-items';
import { isSettled } from './picture-items';

export const PICTURE = {
  height: 282,
  left: 24,
  right: 24,
  settledY: 84,
  axisY: 122,
  openY: 164,
  top: 34,
  bottom: 206,
};

/** The names of the lanes stand at the left end, where neither a mark nor a line may cross them. */
const LANE_NAMES_PX = 104;

/** How much of the place along the axis is the time itself; the rest is the turn, so that none hide another. */
const SHARE_OF_TIME = 0.4;
const TICK_WIDTH_PX = 84;
const NUMBER_WIDTH_PX = 24;

export interface Mark {
  item: PictureItem;
  x: number;
  y: number;
  radius: number;
  /** There is room for its number. */
  isNumbered: boolean;
}

export interface Tick {
  x: number;
  at: string;
  anchor: 'start' | 'middle' | 'end';
}

export interface PictureLayout {
  marks: Mark[];
  /** Where the watermark stands; null when nothing is sent. */
  watermarkX: number | null;
  /** Where it would have to stop: just before the first open one. */
  limitX: number | null;
  ticks: Tick[];
}

/** Places along an axis `width` px wide: in the order of acknowledgement, and no two at the same place. */
export function layoutPicture({ items, watermark, blocker }: Picture, width: number): PictureLayout {
  const xs = placesOf(items, PICTURE.left + LANE_NAMES_PX, width - PICTURE.right - 24);
  const largest = Math.max(4, Math.min(13, spacingOf(xs) * 0.48));
  const numbered = numberedOf(items, xs);
  const marks = items.map((item, index) => ({
    item,
    x: xs[index] ?? 0,
    y: isSettled(item.fate) ? PICTURE.settledY : PICTURE.openY,
    radius: Math.max(3.5, Math.min(largest, 6 + Math.sqrt(item.quantity) * 2)),
    isNumbered: numbered.has(item),
  }));
  const between = (first: number) => gapBefore(xs, first, width);
  return {
    marks,
    watermarkX: watermark === null ? null : between(countUpTo(items, watermark)),
    limitX: blocker === null ? null : between(items.indexOf(blocker)),
    ticks: ticksOf(marks, blocker, width),
  };
}

function placesOf(items: readonly PictureItem[], from: number, to: number): number[] {
  const times = items.map(({ acknowledgedAt }) => epochOf(acknowledgedAt) ?? 0);
  const first = times[0] ?? 0;
  const span = (times[times.length - 1] ?? 0) - first;
  if (items.length === 1) return [(PICTURE.left + to) / 2];
  return times.map((time, index) => {
    const turn = index / (times.length - 1);
    const share = span === 0 ? turn : (time - first) / span;
    return from + (to - from) * (SHARE_OF_TIME * share + (1 - SHARE_OF_TIME) * turn);
  });
}

/** From the left, as many as fit in their lane. */
function numberedOf(items: readonly PictureItem[], xs: readonly number[]): Set<PictureItem> {
  const numbered = new Set<PictureItem>();
  const edge = { settled: Number.NEGATIVE_INFINITY, open: Number.NEGATIVE_INFINITY };
  items.forEach((item, index) => {
    const lane = isSettled(item.fate) ? 'settled' : 'open';
    const x = xs[index] ?? 0;
    if (x - edge[lane] < NUMBER_WIDTH_PX) return;
    numbered.add(item);
    edge[lane] = x;
  });
  return numbered;
}

function spacingOf(xs: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 1; index < xs.length; index += 1) {
    least = Math.min(least, (xs[index] ?? 0) - (xs[index - 1] ?? 0));
  }
  return least;
}

/** All seven digits count here, and texts of one length compare as times. */
function countUpTo(items: readonly PictureItem[], watermark: string): number {
  return items.filter(({ acknowledgedAt }) => acknowledgedAt <= watermark).length;
}

/** The middle between the one before `first` and `first` itself. */
function gapBefore(xs: readonly number[], first: number, width: number): number {
  const before = first > 0 ? xs[first - 1] : undefined;
  const after = xs[first];
  if (before !== undefined && after !== undefined) return (before + after) / 2;
  if (after !== undefined) return Math.max(PICTURE.left, after - 26);
  return before === undefined ? width / 2 : Math.min(width - PICTURE.right, before + 26);
}

/** The first, the last and the one that blocks carry their time, as far as there is room. */
function ticksOf(marks: readonly Mark[], blocker: PictureItem | null, width: number): Tick[] {
  const last = marks[marks.length - 1];
  const wanted = [marks[0], last, marks.find(({ item }) => item === blocker)];
  const ticks: Tick[] = [];
  for (const mark of wanted) {
    if (!mark || ticks.some(({ x }) => Math.abs(x - mark.x) < TICK_WIDTH_PX)) continue;
    const anchor = mark.x < 70 ? 'start' : mark.x > width - 70 ? 'end' : 'middle';
    ticks.push({ x: mark.x, at: mark.item.acknowledgedAt, anchor });
  }
  return ticks;
}
