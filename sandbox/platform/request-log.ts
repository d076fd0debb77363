import type { PlatformService } from './services';

/** One call that an app made through the platform. No headers, no bodies: they carry credentials. */
export interface LoggedCall {
  service: PlatformService;
  method: string;
  host: string;
  /** With its query. */
  path: string;
  /** 0: no answer. */
  status: number;
  /** `X-Vtex-Use-Https` was set. */
  usesHttps: boolean;
  atMs: number;
}

export interface RequestLog {
  add(call: LoggedCall): void;
  /** Oldest first; those of one service when given. */
  calls(service?: PlatformService): LoggedCall[];
  clear(): void;
}

const MOST_KEPT = 20_000;

export function newRequestLog(): RequestLog {
  let kept: LoggedCall[] = [];
  return {
    add(call) {
      kept.push(call);
      if (kept.length > MOST_KEPT) kept = kept.slice(-MOST_KEPT / 2);
    },
    calls: (service) => kept.filter((call) => service === undefined || call.service === service),
    clear() {
      kept = [];
    },
  };
}
