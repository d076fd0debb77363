import type { LogEntry } from '../../api/types/log';
import type { LogKind } from '../../api/types/words';

/** Every story goes the same way: something came in, something was decided, sent, and answered. */
export type Stage = 'received' | 'decided' | 'sent';

const STAGE_OF: { [kind in LogKind]: Stage } = {
  notification: 'received',
  listener: 'received',
  admin: 'received',
  order: 'decided',
  reservation: 'decided',
  plan: 'decided',
  update: 'sent',
  write: 'received',
  delivery: 'sent',
  failure: 'sent',
};

/** The lines of each stage, oldest first, each once; the line that was opened is among them. */
export function stagesOf(opened: LogEntry, related: readonly LogEntry[]): { [stage in Stage]: LogEntry[] } {
  const stages: { [stage in Stage]: LogEntry[] } = { received: [], decided: [], sent: [] };
  const seen = new Set<string>();
  const all = [opened, ...related].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const entry of all) {
    if (seen.has(entry.id)) continue;
    seen.add(entry.id);
    stages[STAGE_OF[entry.kind] ?? 'sent'].push(entry);
  }
  return stages;
}

/** What to ask the log for: all of the plan, or all of the order, or nothing but the line itself. */
export function relatedTo({ planId, orderId }: LogEntry): { planId: string } | { orderId: string } | null {
  if (planId !== null) return { planId };
  return orderId === null ? null : { orderId };
}
