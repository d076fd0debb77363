import type { InstanceOptions, IOContext } from '@vtex/api';

/**
 * The context without what a visitor's request brought along: HttpClient would send a shopper's session to
 * whoever we call, a cookie could choose VTEX's beta host, and a browser that goes away would cut off calls.
 */
export function ownContext(context: IOContext): IOContext {
  return {
    ...context,
    binding: undefined,
    cancellation: undefined,
    janusEnv: undefined,
    locale: undefined,
    segmentToken: undefined,
    serverTiming: undefined,
    sessionToken: undefined,
  };
}

/** Whatever the service's defaults say: nothing is remembered, nothing is sent twice. */
export function plainOptions(options: InstanceOptions | undefined): InstanceOptions {
  return { ...options, memoizable: false, retries: 0, memoryCache: undefined, diskCache: undefined };
}
