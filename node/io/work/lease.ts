import { z } from 'zod';
import { documentPath } from '../documents/document-path';
import type { Documents } from '../documents/documents';

const leaseDocument = z.object({ holder: z.string(), untilMs: z.number() });

export interface LeaseServices {
  documents: Documents;
  /** Epoch ms. */
  now(): number;
  newId(): string;
}

/** Longer than any run lasts, so that a dead worker's lease is free a minute after its run would have ended. */
const LEASE_MS = 120_000;

/**
 * Runs `work` unless somebody else does; null when they do, or when it is not sure. One conditional document a
 * name, left behind expired: what was never there and what is not shown would look alike.
 */
export async function alone<T>(
  services: LeaseServices,
  name: string,
  work: () => Promise<T>,
): Promise<{ value: T } | null> {
  const { documents, now, newId } = services;
  const path = documentPath('leases', name);
  const read = await documents.read(path);
  if (read.kind === 'unsure') return null;
  const held = read.kind === 'found' ? leaseDocument.safeParse(read.value).data : undefined;
  if (held !== undefined && held.untilMs > now()) return null;
  const holder = newId();
  const mine = { holder, untilMs: now() + LEASE_MS };
  const written = await documents.write(path, mine, read.kind === 'found' ? read.etag : 'absent');
  if (written.kind !== 'written') return null;
  try {
    return { value: await work() };
  } finally {
    // Not taken back when somebody else has it by now; otherwise it runs out by itself.
    await documents.write(path, { holder, untilMs: 0 }, written.etag);
  }
}
