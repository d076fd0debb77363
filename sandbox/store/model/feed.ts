import type { Random } from '../../random';
import { msOfTicks } from './instant';
import type { StatusEvent } from './order';

export interface EventFilter {
  type: string;
  /** Empty or absent: every status. */
  status?: string[];
}

export interface FeedConfig {
  filter: EventFilter;
  visibilityTimeoutInSeconds: number;
  messageRetentionPeriodInSeconds: number;
}

export interface FeedMessage {
  eventId: string;
  handle: string;
  event: StatusEvent;
  visibleAtMs: number;
  reads: number;
}

/** An unknown status in a filter is not an error on VTEX: it just never matches. */
export const passes = (filter: EventFilter, event: StatusEvent): boolean =>
  !filter.status || filter.status.length === 0 || filter.status.includes(event.state);

/** The queue of one app key: a message read is hidden for a while and comes back unless it is committed. */
export interface Feed {
  config(): FeedConfig | null;
  /** Null removes it; what waits in the queue stays until it is committed or too old. */
  configure(config: FeedConfig | null): void;
  take(event: StatusEvent): void;
  read(maxLot: number): FeedMessage[] | null;
  commit(handles: string[]): void;
  waiting(): { quantity: number; oldestAgeSeconds: number };
}

const MOST_WAITING = 20_000;
const MOST_READS = 100;

export function newFeed(now: () => number, random: Random, duplicates: () => number): Feed {
  let config: FeedConfig | null = null;
  let queue: FeedMessage[] = [];
  const append = (event: StatusEvent) =>
    queue.push({
      eventId: random.hex(32).toUpperCase(),
      handle: random.hex(48),
      event,
      visibleAtMs: 0,
      reads: 0,
    });
  const dropOld = () => {
    const oldestMs = now() - (config?.messageRetentionPeriodInSeconds ?? 345_600) * 1000;
    queue = queue.filter(
      (message) => msOfTicks(message.event.currentChange) >= oldestMs && message.reads < MOST_READS,
    );
    if (queue.length > MOST_WAITING) queue = queue.slice(-MOST_WAITING);
  };
  return {
    config: () => config,
    configure: (next) => {
      config = next;
    },
    take(event) {
      if (!config || !passes(config.filter, event)) return;
      append(event);
      if (random.chance(duplicates())) append(event);
      if (queue.length > MOST_WAITING * 1.1) dropOld();
    },
    read(maxLot) {
      if (!config) return null;
      dropOld();
      const hiddenUntilMs = now() + config.visibilityTimeoutInSeconds * 1000;
      const lot = queue.filter((message) => message.visibleAtMs <= now()).slice(0, Math.min(maxLot, 10));
      for (const message of lot) {
        message.visibleAtMs = hiddenUntilMs;
        message.reads += 1;
      }
      return lot;
    },
    commit(handles) {
      const gone = new Set(handles);
      queue = queue.filter((message) => !gone.has(message.handle));
    },
    waiting: () => ({
      quantity: queue.length,
      oldestAgeSeconds: queue[0] ? (now() - msOfTicks(queue[0].event.currentChange)) / 1000 : 0,
    }),
  };
}
