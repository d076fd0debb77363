import type { Time } from '@holdfast/sandbox/time';
import { nextTurn } from './real-work';

/** A clock that jumps from one thing that is due to the next, with nothing real behind it but what is waited for. */
export interface VirtualTime extends Time {
  sleep(ms: number): Promise<void>;
  /** Runs everything that falls due up to then, each wholly before the next. Epoch ms. */
  runUntil(untilMs: number): Promise<void>;
  /** Things that were run so far. */
  steps(): number;
}

interface Due {
  atMs: number;
  /** Of two due together the one asked for first. */
  order: number;
  run: (() => void) | null;
}

/** `rest`: when all that a step began has come to where it waits for this clock. */
export function virtualTime(startMs: number, rest: () => Promise<void> = nextTurn): VirtualTime {
  const heap: Due[] = [];
  let nowMs = startMs;
  let asked = 0;
  let steps = 0;
  const after = (ms: number, run: () => void) => {
    const due: Due = { atMs: nowMs + Math.max(0, Math.ceil(ms)), order: asked++, run };
    push(heap, due);
    return () => {
      due.run = null;
    };
  };
  return {
    now: () => nowMs,
    after,
    sleep: (ms) => new Promise((resolve) => void after(ms, resolve)),
    steps: () => steps,
    async runUntil(untilMs) {
      for (let next = heap[0]; next !== undefined && next.atMs <= untilMs; next = heap[0]) {
        pop(heap);
        if (next.run === null) continue;
        nowMs = Math.max(nowMs, next.atMs);
        steps += 1;
        next.run();
        await rest();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}

const isBefore = (a: Due, b: Due) => (a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs);

function push(heap: Due[], due: Due): void {
  let at = heap.push(due) - 1;
  while (at > 0) {
    const parentAt = (at - 1) >> 1;
    const parent = heap[parentAt] as Due;
    if (!isBefore(due, parent)) break;
    heap[at] = parent;
    at = parentAt;
  }
  heap[at] = due;
}

function pop(heap: Due[]): void {
  const last = heap.pop() as Due;
  if (heap.length === 0) return;
  let at = 0;
  for (;;) {
    let childAt = 2 * at + 1;
    const right = heap[childAt + 1];
    if (right !== undefined && isBefore(right, heap[childAt] as Due)) childAt += 1;
    const child = heap[childAt];
    if (child === undefined || !isBefore(child, last)) break;
    heap[at] = child;
    at = childAt;
  }
  heap[at] = last;
}
