import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { boundStrangers, type StrangersLimits } from '../http/bound-strangers';

export interface RunningHttp {
  port: number;
  /** Takes no new connection, lets running requests end (for some seconds), then closes the rest. */
  stop(): Promise<void>;
}

export interface HttpLimits extends StrangersLimits {
  /** From a request's first byte to its last, and from connecting to the first request, in ms. */
  requestMs: number;
  /** Of all connections. */
  mostConnections: number;
}

/**
 * What VTEX, an ERP and the panel send arrives within milliseconds. A connection without a request takes some 20 KB,
 * so that five hundred strangers take 10 MB; one that does not take its answer, 200 KB more.
 */
const LIMITS: HttpLimits = {
  requestMs: 10_000,
  mostConnections: 4_000,
  mostStrangers: 500,
  mostAnswers: 50,
  // A browser asks for six files at once, and a proxy for those of several people: it reads them at once.
  mostAnswersOfOne: 25,
  strangersAnswerMs: 20_000,
};
/** Node closes what is too late only when it looks. */
const LOOK_EVERY_MS = 1_000;
/** Node takes one connection a turn: whoever finds the queue full comes again after a second, or three. */
const BACKLOG = 4_096;
const CLOSE_ALL_AFTER_MS = 5_000;

/** Listens on one address of the machine, or on all. Rejects when the port is taken. */
export async function startHttp(
  listener: RequestListener,
  port: number,
  options: Partial<HttpLimits> & { host?: string | null } = {},
): Promise<RunningHttp> {
  const { requestMs, mostConnections, host, ...strangers } = { ...LIMITS, ...options };
  const server = createServer(
    {
      headersTimeout: requestMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, requestMs),
    },
    listener,
  );
  server.maxConnections = mostConnections;
  boundStrangers(server, strangers, () => performance.now());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: host ?? undefined, backlog: BACKLOG }, resolve);
  });
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), CLOSE_ALL_AFTER_MS);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    server.closeIdleConnections();
  });
}
