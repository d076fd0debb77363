import { at, type Mutation } from '../mutation';

const gatherFacts = at('removal/gather-facts.js');
const atPosition = at('core/record/at-position.js');
const readPosition = at('removal/read-position.js');
const planPosition = at('removal/plan-position.js');
const decidePosition = at('removal/decide-position.js');
const recordVanished = at('removal/record-vanished.js');
const askOfMissing = at('removal/ask-of-missing.js');
const writeVerdicts = at('removal/write-verdicts.js');
const pendingCount = at('removal/pending-count.js');
const writePlan = at('removal/write-plan.js');

const planState = at('core/plan/plan-state.js');
const isUnplanned = at('core/plan/is-unplanned.js');

export const PLANNING: readonly Mutation[] = [
  atPosition("one.deductedQuantity > 0 && one.status !== 'removed'", 'false'),
  atPosition('isUnderWay)(one.status) && one.lostAt === null', 'isUnderWay)(one.status) && false'),
  atPosition('(0, reservation_1.owedQuantity)(one)', 'one.quantity'),
  atPosition('quantity <= 0 || held.has(lockId)', 'quantity <= 0'),
  atPosition(
    ".filter((one) => one.heldAs === 'none' && !isNamed(one, known, active))",
    '.filter(() => false)',
  ),
  atPosition(
    ".filter((one) => one.heldAs === 'none' && !isNamed(one, known, active))",
    ".filter((one) => one.heldAs === 'none')",
  ),
  gatherFacts('seen.known.order.lines.some((line) => line.lockId === listed.lockId)', 'true'),
  gatherFacts('else if (isOfTheCall(seen.failure))', 'else if (false)'),
  atPosition('.filter(({ quantity }) => quantity > 0)', ''),
  atPosition("status !== 'canceled' && status !== 'expired'", "status !== 'canceled'"),
  atPosition('successor === undefined ?', 'true ?'),
  atPosition("one.heldAs === 'lock' && one.lostAt !== null", "one.heldAs === 'lock'"),
  atPosition("acknowledged: status === 'acknowledged'", 'acknowledged: true'),
  gatherFacts(
    'const isDoubtful = (0, order_facts_1.isUnexplained)(known, listed)',
    'const isDoubtful = false',
  ),

  readPosition('if (balance.date === null)', 'if (false)'),
  readPosition('if (!hasMore)', 'if (true)'),
  readPosition('|| !check.readAgain', '|| true'),
  readPosition("check.cause === 'duplicate-locks' && seen.size === 1", "check.cause === 'duplicate-locks'"),
  readPosition('Math.abs(aheadMs) > CLOCKS_AGREE_MS ? aheadMs : 0', '0'),
  readPosition('if (attempt >= TRIES)', 'if (attempt >= 1)'),
  readPosition('if (balance.value === null)', 'if (false)'),
  readPosition("balance.failure.kind === 'not-found'", 'false'),

  planPosition('if (retryAt === null)', 'if (true)'),
  planPosition('carriesIt && current.fingerprint === fingerprint', 'current.fingerprint === fingerprint'),
  planPosition('current.fingerprint === fingerprint && staysAsItIs', 'staysAsItIs'),
  planPosition('if (saysNothingOfFacts(gate) && isDecidedOrWaiting(current))', 'if (false)'),
  planPosition('promised ?? ', ''),
  planPosition("if (current?.state === 'executing')\n        await giveUp(services, current);", ''),
  planPosition('goesOn(current, fingerprint) ? current.intent : null', 'null'),
  planPosition('if ((0, execute_mode_1.isTakenBack)(services.settings, current))', 'if (false)'),
  planPosition("gate.kind !== 'nothing' || count !== null", "gate.kind !== 'nothing'"),

  decidePosition(
    'const { known: tidied, silent } = agreesWithItself',
    'const { known: tidied, silent } = false',
  ),
  decidePosition('agreesWithItself ? (0, at_position_1.leftOf)(known, reading) : []', '[]'),
  decidePosition('looked < MAX_BLOCKERS ?', 'false ?'),
  decidePosition('services.now() - readAtMs >= BLOCKER_STALE_MS', 'true'),
  decidePosition('agreesWithItself ? (0, at_position_1.unreservedOf)(known, reading) : []', '[]'),
  decidePosition("|| check.cause === 'known-missing'", ''),
  decidePosition('if (waiting.length === 0)', 'if (true)'),
  decidePosition('lastCount: lastCountOf(counts, clockAheadMs)', 'lastCount: null'),
  decidePosition('unreadableSince: await', 'unreadableSince: await null && await'),

  askOfMissing(
    "one.heldAs === 'lock' && (0, settled_1.isUnderWay)(one.status)",
    "false && one.heldAs === 'lock'",
  ),
  recordVanished('!LEFT_OUT.has(', 'true || !LEFT_OUT.has('),
  writeVerdicts('lostAt: null, deductedQuantity: 0 }', 'lostAt: null }'),
  writeVerdicts('lostAt: one.lostAt ?? at }', 'lostAt: null }'),
  recordVanished('if (silent.length === 0 && reading', 'if (reading'),
  askOfMissing('doubtful.length === ofOrder.length && reading !== null', 'true'),
  askOfMissing('services.now() - recorded.readAtMs < FRESH_MS', 'false'),
  recordVanished('reading !== null && !reading.balance.isUnlimited', 'reading !== null'),
  writeVerdicts("verdict === 'shipped-without-release' && one.lostAt !== null", 'false'),
  writeVerdicts(
    '(0, removal_1.markRemoved)({ ...one, lostAt: null }, planId, at)',
    '{ reservation: one, change: null }',
  ),
  writeVerdicts('a.orderId === b.orderId &&', 'true &&'),
  recordVanished('.filter((one) => ours.has(one.lockId))', ''),
  writeVerdicts('if (held.length > 0)\n', 'if (false)\n'),

  pendingCount('Math.min(left, (0,', 'Math.min(0, (0,'),
  pendingCount('const left = leftQuantity ?? quantity', 'const left = quantity'),
  pendingCount('if (facts !== undefined)', 'if (false)'),
  pendingCount('-clockAheadMs', '0'),

  writePlan("settings.mode !== 'execute' || gate.kind !== 'remove'", "gate.kind !== 'remove'"),
  writePlan(
    'return !gate.attentions.some((attention) => STOPS_A_REMOVAL.has(attention.reason))',
    'return true',
  ),
  writePlan('if (gate.attentions.length > 0)\n', 'if (false)\n'),

  planState("state !== 'executing' && leadsTo(state, to)", 'leadsTo(state, to)'),
  planState('open ?? plans', 'plans'),
  planState("stateOf(plan) !== 'superseded'", 'true'),
  planState(
    "proposed: ['approved', 'dismissed', 'executing', 'superseded']",
    "proposed: ['approved', 'dismissed', 'executing']",
  ),
  isUnplanned("known.status === 'invoiced' || ", ''),
  isUnplanned('statusSinceMs >= plannedAtMs', 'statusSinceMs > plannedAtMs'),
  isUnplanned('...gate.kept, ', ''),
];
