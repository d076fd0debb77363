import type { Socket } from 'node:net';

/** Connections over which somebody has shown a key, a token or a session. */
const known = new WeakSet<Socket>();

/** Called where a credential was found right: the connection is a stranger's no more. */
export function knowSender({ socket }: { socket: Socket }): void {
  known.add(socket);
}

export function isKnown(socket: Socket): boolean {
  return known.has(socket);
}
