import type { Named } from '../reservation/reservation';

interface Intent {
  releases: readonly Named[];
  mustKeep: readonly Named[];
}

/** The reservations that a plan's intent names: what it releases and what it must keep. None without an intent. */
export function namedBy({ intent }: { intent: Intent | null }): Named[] {
  return [...(intent?.releases ?? []), ...(intent?.mustKeep ?? [])];
}
