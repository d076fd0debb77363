import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RunningHttp {
  port: number;
  /** Takes no new connection, lets running requests end (for some seconds), then closes the rest. */
  stop(): Promise<void>;
}

const CLOSE_ALL_AFTER_MS = 5_000;

/** Listens on all interfaces. Rejects when the port is taken. */
export async function startHttp(listener: RequestListener, port: number): Promise<RunningHttp> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
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
