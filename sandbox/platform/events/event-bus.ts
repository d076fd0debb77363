import type { Random } from '../../random';
import type { Time } from '../../time';
import type { AppAnswer, AppCaller } from '../router/app-caller';
import { listenersTo, type ServiceJson } from '../router/service-json';

export interface PlatformEvent {
  /** App that sent it, with or without version. */
  sender: string;
  key: string;
  body: unknown;
}

/** How the courier behaves: VTEX promises neither retries nor that nothing is lost (known issue 789499). */
export interface EventSwitches {
  /** Share of deliveries that never happen. */
  lostShare: number;
  /** Share that happens twice. */
  duplicateShare: number;
  delayMs: number;
  /** On top of the delay, at random: events overtake each other. */
  spreadMs: number;
  /** Deliveries again after an answer that is no 2xx, or none. */
  retries: number;
  retryDelayMs: number;
  mostAtOnce: number;
}

export const DEFAULT_EVENT_SWITCHES: EventSwitches = {
  lostShare: 0,
  duplicateShare: 0,
  delayMs: 0,
  spreadMs: 0,
  retries: 0,
  retryDelayMs: 50,
  mostAtOnce: 20,
};

export interface EventCounts {
  delivered: number;
  failed: number;
  lost: number;
  /** By status of what failed; 0: no answer. */
  statuses: Record<string, number>;
}

export interface EventBus {
  /** Promises nothing: delivered later, perhaps twice, perhaps never, to every handler that listens. */
  publish(event: PlatformEvent): void;
  /** At once and for certain; the handlers' own answers. */
  deliver(event: PlatformEvent): Promise<(AppAnswer & { handlerId: string })[]>;
  /** Deliveries under way or waiting. */
  waiting(): number;
  counts: EventCounts;
  stop(): void;
}

export function newEventBus(wire: {
  service: ServiceJson;
  caller: AppCaller;
  switches: EventSwitches;
  time: Time;
  random: Random;
}): EventBus {
  const { service, caller, switches, time, random } = wire;
  const counts: EventCounts = { delivered: 0, failed: 0, lost: 0, statuses: {} };
  const ready: (() => Promise<void>)[] = [];
  const later = new Set<() => void>();
  let flying = 0;
  let isStopped = false;

  const pump = () => {
    while (!isStopped && flying < switches.mostAtOnce) {
      const next = ready.shift();
      if (!next) return;
      flying += 1;
      void next().finally(() => {
        flying -= 1;
        pump();
      });
    }
  };
  const schedule = (waitMs: number, run: () => Promise<void>) => {
    if (isStopped) return;
    const cancel = time.after(waitMs, () => {
      later.delete(cancel);
      ready.push(run);
      pump();
    });
    later.add(cancel);
  };
  const hand = async (event: PlatformEvent, handlerId: string, triesLeft: number): Promise<void> => {
    const { status } = await caller.event(handlerId, event, event.body);
    if (status >= 200 && status < 300) {
      counts.delivered += 1;
      return;
    }
    counts.failed += 1;
    counts.statuses[status] = (counts.statuses[status] ?? 0) + 1;
    if (triesLeft > 0) schedule(switches.retryDelayMs, () => hand(event, handlerId, triesLeft - 1));
  };
  const copies = () => {
    if (random.chance(switches.lostShare)) return 0;
    return random.chance(switches.duplicateShare) ? 2 : 1;
  };
  return {
    counts,
    publish(event) {
      for (const handlerId of listenersTo(service, event.sender, event.key)) {
        const times = copies();
        if (times === 0) counts.lost += 1;
        for (let copy = 0; copy < times; copy += 1) {
          const spreadMs = switches.spreadMs > 0 ? random.int(switches.spreadMs) : 0;
          schedule(switches.delayMs + spreadMs, () => hand(event, handlerId, switches.retries));
        }
      }
    },
    deliver: (event) =>
      Promise.all(
        listenersTo(service, event.sender, event.key).map(async (handlerId) => ({
          handlerId,
          ...(await caller.event(handlerId, event, event.body)),
        })),
      ),
    waiting: () => ready.length + later.size + flying,
    stop() {
      isStopped = true;
      for (const cancel of later) cancel();
      later.clear();
      ready.length = 0;
    },
  };
}
