import { ENDPOINTS, type Endpoint } from './endpoints';

/** Calls to VTEX's endpoints since the start or the last reset; the control API is not counted. */
export interface Counters {
  count(endpoint: Endpoint): void;
  answered(status: number): void;
  calls(): Record<Endpoint, number>;
  total(): number;
  /** By HTTP status of the answer; `0` for calls that got none. */
  statuses(): Record<string, number>;
  reset(): void;
}

export function newCounters(): Counters {
  const calls = new Map<Endpoint, number>();
  const statuses = new Map<number, number>();
  const bump = <K>(map: Map<K, number>, key: K) => map.set(key, (map.get(key) ?? 0) + 1);
  return {
    count: (endpoint) => void bump(calls, endpoint),
    answered: (status) => void bump(statuses, status),
    calls: () =>
      Object.fromEntries(ENDPOINTS.map((name) => [name, calls.get(name) ?? 0])) as Record<Endpoint, number>,
    total: () => [...calls.values()].reduce((sum, count) => sum + count, 0),
    statuses: () => Object.fromEntries([...statuses].map(([status, count]) => [String(status), count])),
    reset() {
      calls.clear();
      statuses.clear();
    },
  };
}
