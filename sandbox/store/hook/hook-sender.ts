import type { Random } from '../../random';
import type { Time } from '../../time';
import { type EventFilter, passes } from '../model/feed';
import { withZ } from '../model/instant';
import type { StatusEvent } from '../model/order';
import type { HookDelivery } from './hook-delivery';

export interface HookConfig {
  filter: EventFilter;
  hook: { url: string; headers?: Record<string, string> };
}

/** POSTs JSON; answers the HTTP status, or null when there was none in time. Never throws. */
export type Post = (
  url: string,
  headers: Record<string, string>,
  body: unknown,
  timeoutMs: number,
) => Promise<number | null>;

export interface HookCounts {
  /** Attempts, by what came of them. */
  delivered: number;
  failed: number;
  dropped: number;
  givenUp: number;
}

export interface HookSender {
  config(): HookConfig | null;
  /** Pings first; false: it did not answer 200 and nothing is saved. */
  save(config: HookConfig): Promise<boolean>;
  remove(): void;
  take(event: StatusEvent): void;
  /** Not sent yet, or waiting for a retry. */
  waiting(): number;
  counts: HookCounts;
  stop(): void;
}

const MOST_WAITING = 20_000;

interface Parcel {
  body: unknown;
  attempt: number;
}

export function newHookSender(wire: {
  time: Time;
  random: Random;
  post: Post;
  origin: { Account: string; Key: string };
  delivery: HookDelivery;
}): HookSender {
  const { time, random, post, delivery } = wire;
  const counts: HookCounts = { delivered: 0, failed: 0, dropped: 0, givenUp: 0 };
  const ready: Parcel[] = [];
  const later = new Set<() => void>();
  let config: HookConfig | null = null;
  let lastSentMs = 0;
  let flying = 0;
  let stopped = false;

  const current = (): HookConfig | null => {
    if (config && time.now() - lastSentMs > delivery.silentDays * 86_400_000) config = null;
    return config;
  };
  const queue = (parcel: Parcel, waitMs: number) => {
    if (waitMs <= 0 && ready.length < MOST_WAITING) {
      ready.push(parcel);
      pump();
      return;
    }
    // Bounded, or a hook that is down for a day would fill the memory.
    if (later.size >= MOST_WAITING) {
      counts.givenUp += 1;
      return;
    }
    const cancel = time.after(waitMs, () => {
      later.delete(cancel);
      ready.push(parcel);
      pump();
    });
    later.add(cancel);
  };
  const pump = () => {
    while (!stopped && flying < delivery.mostAtOnce && config) {
      const parcel = ready.shift();
      if (!parcel) return;
      flying += 1;
      void send(parcel, config).finally(() => {
        flying -= 1;
        pump();
      });
    }
  };
  const send = async (parcel: Parcel, to: HookConfig) => {
    const status = await post(to.hook.url, to.hook.headers ?? {}, parcel.body, delivery.timeoutMs);
    if (status === 200) {
      counts.delivered += 1;
      return;
    }
    counts.failed += 1;
    if (stopped) return;
    if (parcel.attempt >= delivery.mostAttempts) counts.givenUp += 1;
    else
      queue(
        { ...parcel, attempt: parcel.attempt + 1 },
        delivery.firstRetryMs * delivery.retryFactor ** (parcel.attempt - 1),
      );
  };

  return {
    config: current,
    async save(next) {
      const status = await post(
        next.hook.url,
        next.hook.headers ?? {},
        { hookConfig: 'ping' },
        delivery.timeoutMs,
      );
      if (status !== 200) return false;
      config = next;
      lastSentMs = time.now();
      return true;
    },
    remove() {
      config = null;
      ready.length = 0;
    },
    take(event) {
      const to = current();
      if (stopped || !to || !passes(to.filter, event)) return;
      lastSentMs = time.now();
      if (random.chance(delivery.drops)) {
        counts.dropped += 1;
        return;
      }
      const copies = random.chance(delivery.duplicates) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++)
        queue(
          { body: notificationOf(event, wire.origin), attempt: 1 },
          delivery.delayMs + (delivery.reorderMs > 0 ? random.int(delivery.reorderMs) : 0),
        );
    },
    waiting: () => ready.length + later.size + flying,
    counts,
    stop() {
      stopped = true;
      for (const cancel of later) cancel();
      later.clear();
      ready.length = 0;
    },
  };
}

function notificationOf(event: StatusEvent, origin: { Account: string; Key: string }) {
  return {
    Domain: event.domain,
    OrderId: event.orderId,
    State: event.state,
    LastState: event.lastState,
    LastChange: withZ(event.lastChange),
    CurrentChange: withZ(event.currentChange),
    Origin: origin,
  };
}
