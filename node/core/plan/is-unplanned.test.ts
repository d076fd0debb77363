import { anId } from '../../../test/builders/an-id';
import type { GatePlan } from '../gate/plan';
import { isUnplanned } from './is-unplanned';

const PLANNED_MS = 1_000;
const shown = [{ lockId: 'shown' }];
const plan = (kind: 'hold' | 'remove', kept: object[], releases: object[] = []) =>
  ({ kind, kept, releases }) as unknown as GatePlan;

test.each<[string, 'invoiced' | 'canceled', number, GatePlan, boolean]>([
  ['invoiced: until it is removed', 'invoiced', 0, plan('hold', []), true],
  ['canceled since the plan', 'canceled', PLANNED_MS + 1, plan('hold', []), true],
  [
    'canceled in the moment of the plan, which may not have seen it',
    'canceled',
    PLANNED_MS,
    plan('hold', []),
    true,
  ],
  ['canceled before, and no longer shown', 'canceled', PLANNED_MS - 1, plan('hold', []), false],
  ['canceled before, and kept', 'canceled', PLANNED_MS - 1, plan('hold', shown), true],
  ['canceled before, and to be released', 'canceled', PLANNED_MS - 1, plan('remove', [], shown), true],
])('%s', (_name, status, statusSinceMs, gate, expected) => {
  expect(isUnplanned({ known: { status, lockId: anId('shown') }, statusSinceMs }, gate, PLANNED_MS)).toBe(
    expected,
  );
});
