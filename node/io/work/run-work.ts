import { createErpLanes, type ErpLanes } from './erp-lanes';
import { createNextTimes } from './next-times';
import { type OneServices, runOne } from './run-one';
import { laneOf, type WaitingWork, type WorkLane } from './work';
import { RING_WITHIN_MS, type WorkBell } from './work-bell';
import type { DueWork } from './work-list';

export interface RunServices extends OneServices {
  /** Resolves after `ms`, or at once when new work is thrown in. */
  pause(ms: number): Promise<void>;
  /** Resolves when new work is thrown in. */
  woken(): Promise<void>;
}

export interface RunLimits {
  /** Epoch ms; no piece is begun after it. */
  startUntilMs: number;
  /** Epoch ms; nothing is sent to the ERP after it. The run lasts until what is being sent then has ended. */
  sendUntilMs: number;
  /** Epoch ms; what is not free by then is not waited for, and a long list is not read on. */
  waitUntilMs: number;
  /**
   * Whether the time until then is waited out for what is due after it, but soon enough to be rung for: an event
   * that came back at once would only ring again.
   */
  lingers: boolean;
}

export interface RunSummary {
  done: number;
  again: number;
  failed: number;
  /** Epoch ms at which the next piece of the list is free, as far as was seen; null: nothing waits. */
  nextAtMs: number | null;
}

const VTEX_LANES = 3;
const ERP_LANES = 2;
/** Two looks at the list are at least so far apart when the first had nothing to do. */
const SHORTEST_PAUSE_MS = 100;
/** Others were first with everything: what they do is done in a moment. */
const OTHERS_PAUSE_MS = 500;
/** What waits for the ERP is listed anew no sooner, unless some of it is known to be due. */
const ERP_LISTING_MS = 5_000;

/**
 * Does what is due, longest waiting first, and waits for what is due soon. What is sent to the ERP goes in lanes
 * of its own, beside everything else. `hints` are paths that the listing may not show yet; more may be added
 * while this runs, and those that were never looked at are left in it.
 */
export async function runWork(
  services: RunServices,
  hints: Set<string>,
  limits: RunLimits,
): Promise<RunSummary> {
  const now = () => services.pieces.now();
  const summary: RunSummary = { done: 0, again: 0, failed: 0, nextAtMs: null };
  const erp = createErpLanes(
    ERP_LANES,
    async (one) => count(summary, await runOne(services, one, limits.sendUntilMs)),
    () => now() < Math.min(limits.startUntilMs, limits.sendUntilMs),
  );
  const times = createNextTimes();
  let erpListedAgainMs = 0;
  for (;;) {
    const lanes: WorkLane[] = erp.isBusy() || now() < erpListedAgainMs ? ['vtex'] : ['vtex', 'erp'];
    const due = await look(services, hints, lanes, erp);
    times.saw(lanes, due);
    if (due.through.has('erp'))
      erpListedAgainMs = Math.min(times.of('erp') ?? Infinity, now() + ERP_LISTING_MS);
    const sendable = due.ready.filter(({ path }) => laneOf(path) === 'erp');
    if (sendable.length > 0) erpListedAgainMs = 0;
    erp.offer(sendable);
    const ready = due.ready.filter(({ path }) => laneOf(path) === 'vtex');
    summary.nextAtMs = ready.length + erp.waiting() > 0 ? now() : times.nextAtMs();
    if (now() >= limits.startUntilMs) break;
    if (ready.length > 0) {
      const claimed = await runAll(services, ready, limits.startUntilMs, summary);
      if (claimed === 0) await services.pause(OTHERS_PAUSE_MS);
      continue;
    }
    // Thrown in while the list was read, or the list goes on.
    if (hints.size > 0) continue;
    if (due.through.size < lanes.length && now() < limits.waitUntilMs) continue;
    const pauseMs = worthWaiting(times.nextAtMs(), limits, now());
    if (pauseMs === null && !erp.isBusy()) break;
    const wait = pauseMs === null ? services.woken() : services.pause(pauseMs);
    await (erp.isBusy() ? Promise.race([wait, erp.changed()]) : wait);
  }
  while (erp.isBusy()) await erp.changed();
  return summary;
}

/** The next look at the list. From then on what was hinted at is the bell's, at the time it is free. */
async function look(
  { list, bell }: { list: Pick<OneServices['list'], 'due'>; bell: WorkBell },
  hints: Set<string>,
  lanes: readonly WorkLane[],
  erp: ErpLanes,
): Promise<DueWork> {
  const hinted = [...hints];
  const named = new Set([...hinted, ...bell.waiting().map(({ path }) => path)]);
  const due = await list.due(named, lanes);
  // Only those that were asked about: others may have joined meanwhile.
  for (const path of hinted) hints.delete(path);
  const found = [...due.ready.map(({ path }) => ({ path, atMs: 0 })), ...due.later];
  for (const { path, atMs } of found) {
    if (!named.has(path)) continue;
    // Asked for again while it is sent: free as soon as that has ended, whatever its claim says.
    if (!erp.has(path)) bell.served(path);
    bell.asked(path, erp.has(path) ? 0 : atMs);
  }
  return due;
}

function count(summary: RunSummary, end: 'done' | 'again' | 'failed' | null): boolean {
  if (end !== null) summary[end] += 1;
  return end !== null;
}

/** How long to wait before the next look; null: not at all. */
function worthWaiting(nextAtMs: number | null, limits: RunLimits, nowMs: number): number | null {
  const untilMs = Math.min(limits.waitUntilMs, limits.startUntilMs);
  if (nextAtMs === null || nowMs >= untilMs) return null;
  if (nextAtMs > (limits.lingers ? nowMs + RING_WITHIN_MS : untilMs)) return null;
  return Math.max(SHORTEST_PAUSE_MS, Math.min(nextAtMs, untilMs) - nowMs);
}

/** How many of them were ours to do. */
async function runAll(
  services: RunServices,
  ready: readonly WaitingWork[],
  startUntilMs: number,
  summary: RunSummary,
): Promise<number> {
  const queue = [...ready];
  let claimed = 0;
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (services.pieces.now() >= startUntilMs) return;
      if (count(summary, await runOne(services, next, startUntilMs))) claimed += 1;
    }
  };
  await Promise.all(Array.from({ length: VTEX_LANES }, lane));
  return claimed;
}
