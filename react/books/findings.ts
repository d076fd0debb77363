import type {
  AccountName,
  Difference,
  DifferenceClass,
  ReconciliationLine,
} from '../api/types/reconciliation';

/** Differences of one kind at one position, as one thing to say. */
export interface Finding {
  account: AccountName;
  class: DifferenceClass;
  /** Found less expected, of all of them. */
  units: number;
  orderIds: readonly string[];
  /** Of those that no order is known for. */
  lockIds: readonly string[];
  /** The API's own sentences. */
  messages: readonly string[];
}

/** What needs somebody most comes first. */
const ORDER: readonly DifferenceClass[] = [
  'lost-reservation',
  'foreign-update',
  'unknown',
  'erp-only-movement',
  'late',
];

/**
 * The differences of a line, those of one account and class together. Too many and too few units stay apart: a sum
 * would hide both.
 */
export function findingsOf({ differences }: Pick<ReconciliationLine, 'differences'>): Finding[] {
  const groups = new Map<string, Difference[]>();
  for (const one of differences) {
    const key = `${one.class} ${one.account} ${Math.sign(one.units)} ${one.orderIds.length > 0}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap(together).sort((a, b) => rank(a.class) - rank(b.class));
}

function together(group: readonly Difference[]): Finding[] {
  const [first] = group;
  if (first === undefined) return [];
  const all = (pick: (one: Difference) => readonly string[]) => Array.from(new Set(group.flatMap(pick)));
  return [
    {
      account: first.account,
      class: first.class,
      units: group.reduce((sum, { units }) => sum + units, 0),
      orderIds: all(({ orderIds }) => orderIds),
      lockIds: all(({ orderIds, lockIds }) => (orderIds.length > 0 ? [] : lockIds)),
      messages: all(({ message }) => [message]),
    },
  ];
}

/** Lines in the order of what is worst at each; those that are only late last. */
export function worstFirst(lines: readonly ReconciliationLine[]): ReconciliationLine[] {
  const worst = (line: ReconciliationLine) => Math.min(...line.differences.map((one) => rank(one.class)));
  return [...lines].sort((a, b) => worst(a) - worst(b));
}

/** A class that is new to the panel is looked at before what is only late. */
function rank(kind: DifferenceClass): number {
  const at = ORDER.indexOf(kind);
  return at < 0 ? ORDER.length - 2 : at;
}
