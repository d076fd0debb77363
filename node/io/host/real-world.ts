import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createVBaseDocuments } from '../documents/vbase-documents';
import type { HostOptions } from './io-host';
import { recordsOf } from './records-of';

const pause = (ms: number) => sleep(ms);

/** Clock, chance and ids of the real world, over VBase and Master Data. */
export const realWorld: HostOptions = {
  now: Date.now,
  random: Math.random,
  newId: randomUUID,
  pause,
  documents: (ports) => createVBaseDocuments((request) => ports().vbase(request)),
  records: (parts) => recordsOf({ ...parts, now: Date.now, newId: randomUUID, random: Math.random, pause }),
};
