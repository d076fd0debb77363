import { setTimeout as pause } from 'node:timers/promises';
import type { KeptHost } from './kept-host';

const READY_WITHIN_MS = 4 * 60_000;

/** Null: they all are; else which of them is not after so long, and why. */
export async function untilReady(hosts: readonly KeptHost[]): Promise<string | null> {
  const giveUpAtMs = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const why = await whyNotReady(hosts);
    if (why.length === 0) return null;
    if (Date.now() > giveUpAtMs) return `not within ${READY_WITHIN_MS} ms: ${why.join('; ')}`;
    await pause(200);
  }
}

async function whyNotReady(hosts: readonly KeptHost[]): Promise<string[]> {
  const said = await Promise.all(
    hosts.map(async (host) => ({ name: host.name, why: await host.whyNotReady() })),
  );
  return said.flatMap(({ name, why }) => (why === null ? [] : [`${name}: ${why}`]));
}
