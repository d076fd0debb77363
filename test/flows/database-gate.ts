import { connect, createServer, type Socket } from 'node:net';

/** A door in front of a database: shut, it is as if the database had gone. */
export interface DatabaseGate {
  /** The same database, through the door. */
  url: string;
  shut(): void;
  open(): void;
  /** The connections of this moment carry nothing any more, and neither end is told. */
  fallSilent(): void;
  close(): Promise<void>;
}

export async function databaseGate(databaseUrl: string): Promise<DatabaseGate> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isOpen = true;
  const drop = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const server = createServer((near) => {
    if (!isOpen) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.destroy());
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' ? address?.port : '');
  return {
    url: url.href,
    shut() {
      isOpen = false;
      drop();
    },
    open() {
      isOpen = true;
    },
    fallSilent() {
      for (const socket of sockets) socket.unpipe();
    },
    async close() {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
