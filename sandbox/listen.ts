import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  server: Server;
  url: string;
  /** Cuts open connections too: calls that hang on purpose would keep it open. */
  close(): Promise<void>;
}

/** On 127.0.0.1 only: the sandbox is nobody else's business. Port 0 takes any free one. */
export function listen(handle: RequestListener, port: number): Promise<Listening> {
  const server = createServer(handle);
  const close = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({ server, url: `http://127.0.0.1:${taken}`, close });
    });
  });
}
