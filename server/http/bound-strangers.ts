import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isKnown } from './senders';

export interface StrangersLimits {
  /** Connections that have shown no credential, at once. */
  mostStrangers: number;
  /** Answers to them at once: one that is not read keeps a part of its file in memory. */
  mostAnswers: number;
  /** And to one client: whoever does not read them takes no room of others. */
  mostAnswersOfOne: number;
  /** For the whole answer to one of them, in ms: whoever reads more slowly is cut off. */
  strangersAnswerMs: number;
}

const LOOK_EVERY_MS = 1_000;

/**
 * Keeps strangers from filling the memory, and room for those who have a key: when too many are connected, those
 * that have been for longest are closed. A genuine sender shows its key with its first bytes and is a stranger for
 * milliseconds, so that even while others come by the thousand, it is never among the oldest. They are reset: what the
 * system still has to send to one that does not read would stay in its memory.
 */
export function boundStrangers(server: Server, limits: StrangersLimits, now: () => number): void {
  /** Oldest first. Who has become known since leaves it when met. */
  const strangers = new Set<Socket>();
  /** Since when, oldest first. */
  const answering = new Map<Socket, number>();
  let isTrimDue = false;

  // After whatever has arrived was read: a key that is here already counts.
  function trimSoon(): void {
    if (isTrimDue || strangers.size <= limits.mostStrangers) return;
    isTrimDue = true;
    setImmediate(() => {
      isTrimDue = false;
      for (const socket of strangers) {
        if (strangers.size <= limits.mostStrangers) break;
        strangers.delete(socket);
        if (!isKnown(socket)) socket.resetAndDestroy();
      }
    });
  }

  function cutOffOldest(isMeant: (socket: Socket) => boolean): void {
    for (const socket of answering.keys()) {
      if (!isMeant(socket)) continue;
      answering.delete(socket);
      if (isKnown(socket)) continue;
      socket.resetAndDestroy();
      return;
    }
  }

  function boundAnswers({ remoteAddress }: Socket): void {
    let ofOne = 0;
    for (const socket of answering.keys()) if (socket.remoteAddress === remoteAddress) ofOne += 1;
    if (ofOne > limits.mostAnswersOfOne) cutOffOldest((socket) => socket.remoteAddress === remoteAddress);
    else if (answering.size > limits.mostAnswers) cutOffOldest(() => true);
  }

  server.on('connection', (socket) => {
    strangers.add(socket);
    socket.once('close', () => {
      strangers.delete(socket);
      answering.delete(socket);
    });
    trimSoon();
  });
  server.on('request', ({ socket }, response) => {
    if (isKnown(socket)) return;
    answering.set(socket, now());
    response.once('close', () => answering.delete(socket));
    boundAnswers(socket);
  });

  const looking = setInterval(() => {
    const tooOld = now() - limits.strangersAnswerMs;
    for (const [socket, sinceMs] of answering) {
      if (isKnown(socket)) answering.delete(socket);
      else if (sinceMs < tooOld) socket.resetAndDestroy();
    }
  }, LOOK_EVERY_MS);
  looking.unref();
  server.once('close', () => clearInterval(looking));
}
