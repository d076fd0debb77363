import { at, type Mutation } from '../mutation';

const readBackRemoval = at('removal/read-back-removal.js');
const runRemoval = at('removal/run-removal.js');
const reservationEffects = at('removal/reservation-effects.js');
const failSafe = at('removal/fail-safe.js');
const watermarkPermit = at('removal/watermark-permit.js');
const runProposals = at('removal/run-proposals.js');
const resumeRemoval = at('removal/resume-removal.js');
const noticeOutsideUpdate = at('removal/notice-outside-update.js');
const concludeRemoval = at('removal/conclude-removal.js');
const recoverRemovals = at('removal/recover-removals.js');

export const CARRYING_OUT: readonly Mutation[] = [
  readBackRemoval('await (0, conclude_removal_1.concludeProven)(services, closing, verdict);', ''),
  readBackRemoval('return waitMs > 0 ?', 'return false ?'),
  readBackRemoval(
    'const verdict = (0, read_back_1.judgeReadBack)({ intent, reading, ordersGone })',
    "const verdict = { kind: 'proven', removedQuantity: 0, provesWatermark: true }",
  ),
  readBackRemoval('if (sending?.isAnswered)', 'if (true)'),
  readBackRemoval('exports.MAY_STILL_LAND_MS - services', '1000 - services'),
  readBackRemoval('if (verdict.readAgain && services.now() - plan.updatedAtMs < READ_FOR_MS)', 'if (true)'),
  readBackRemoval('if (verdict.readAgain && services.now() - plan.updatedAtMs < READ_FOR_MS)', 'if (false)'),
  readBackRemoval(
    'verdict.readAgain && services.now() - plan.updatedAtMs < READ_FOR_MS',
    'verdict.readAgain',
  ),
  readBackRemoval(
    'if (waitMs > 0)\n        return (0, outcome_1.again)(waitMs, message)',
    'if (false)\n        return (0, outcome_1.again)(waitMs, message)',
  ),
  readBackRemoval("if (seen.kind === 'seen')\n", 'if (false)\n'),
  readBackRemoval('if (intent.attempts < removal_intent_1.MAX_ATTEMPTS)', 'if (true)'),
  readBackRemoval("if (read.kind === 'failure') {", 'if (false) {'),

  runRemoval('!(await store.beginRemoval(planId, intent))', 'false'),
  runRemoval('if (failure.maybeApplied)', 'if (false)'),
  runRemoval('intent = found.intent', 'return { kind: "done" }'),
  runRemoval("if (failure.retry !== 'later')", 'if (true)'),
  runRemoval("if (failure.retry !== 'later')", 'if (false)'),
  runRemoval('await store.beginRemoval(planId, answered);', ''),
  runRemoval('if (intent.attempts >= removal_intent_1.MAX_ATTEMPTS)', 'if (false)'),
  runRemoval('await services.store.beginRemoval(plan.planId, intent);', ''),
  runRemoval('(plan.intent?.attempts ?? 0) + 1', '1'),
  runRemoval('sending: { startedAtMs, isAnswered: false }', 'sending: { startedAtMs, isAnswered: true }'),
  runRemoval(
    "return { kind: 'sent', intent: answered, failure: null }",
    "return { kind: 'sent', intent, failure: null }",
  ),

  reservationEffects(
    "release.because === 'invoiced' ? (leftQuantity ?? 0) : one.deductedQuantity",
    'one.deductedQuantity',
  ),
  reservationEffects("one.status === 'canceled' || one.status === 'expired'", 'false'),
  reservationEffects('Math.min(quantity, left)', 'quantity'),
  reservationEffects('one.deductedQuantity + takenQuantity', '0'),
  reservationEffects(
    "release.because === 'canceled')\n            return (0, removal_1.markGivenUp)",
    'false)\n            return (0, removal_1.markGivenUp)',
  ),
  reservationEffects('isShared ? (one.leftQuantity ?? 0) : release.leftQuantity', 'release.leftQuantity'),
  reservationEffects('left -= takenQuantity', ''),
  reservationEffects("recorded.has(lockId) || orderId === null || because !== 'invoiced'", 'true'),
  reservationEffects('if (intent.repair == null)', 'if (true)'),

  failSafe("await store.setWatermarkTrust('broken');", ''),
  failSafe('verdict.repairQuantity - (0, active_1.sumOfQuantities)(atRisk)', 'verdict.repairQuantity'),
  failSafe(
    'Math.max(0, verdict.repairQuantity - (0, active_1.sumOfQuantities)(atRisk))',
    'reading.balance.totalQuantity',
  ),
  failSafe('planned ?? deductedFor', 'deductedFor'),
  failSafe(
    'dependsOnWatermark: false',
    'dependsOnWatermark: true',
    'the account has given up watermarks by then: nobody asks what rests on them, and a repair keeps nothing that could prove them',
  ),
  failSafe('...(intent.repair?.lost ?? []), ', ''),
  failSafe('leadTime: reading.balance.leadTime', "leadTime: '00:00:00'"),
  failSafe('totalBefore: reading.balance.totalQuantity', 'totalBefore: intent.totalBefore'),
  failSafe('(0, watermark_1.watermarkBeforeAll)(acknowledged, limits, null) ?? intent', 'intent'),

  watermarkPermit("trust === 'broken' && keepsOpen", 'false'),
  watermarkPermit("trust !== 'unproven' || plan.gate.kept.length === 0", 'true'),
  watermarkPermit('(await anotherIsUnjudged(services, plan))', 'false'),
  watermarkPermit('await turn.end();', ''),
  watermarkPermit("if (now === 'broken' && keepsOpen)", 'if (false)'),
  watermarkPermit('other.planId !== plan.planId &&', 'true &&'),
  watermarkPermit('other.intent?.dependsOnWatermark === true', 'false'),

  runProposals("if (outcome.kind === 'done')", 'if (false)'),
  runProposals(
    '(0, position_1.samePosition)(one, position) && (0, settled_1.isUnderWay)(one.status)',
    '(0, position_1.samePosition)(one, position)',
  ),
  runProposals('if (undone.length === 0)', 'if (true)'),
  runProposals("failure !== undefined && failure.retry !== 'never'", 'false'),
  runProposals("check.kind === 'inconsistent' && check.readAgain", 'false'),
  runProposals('counted.has(lockId) || aborted.has(lockId)', 'counted.has(lockId)'),
  runProposals('dependsOnWatermark: plan.gate.kept.length > 0', 'dependsOnWatermark: false'),

  resumeRemoval('if (intent.repair == null)', 'if (true)'),
  resumeRemoval('intent.attempts >= removal_intent_1.MAX_ATTEMPTS && !intent.sending?.isAnswered', 'false'),
  resumeRemoval('attempts: intent.attempts + 1', 'attempts: intent.attempts'),

  noticeOutsideUpdate("if (verdict.kind !== 'proven')", 'if (false)'),
  noticeOutsideUpdate('if (gate.releases.length === 0)', 'if (false)'),
  noticeOutsideUpdate("current.state !== 'proposed' && current.state !== 'approved'", 'false'),
  noticeOutsideUpdate('if (!(await services.store.beginRemoval(planId, intent)))', 'if (false)'),

  concludeRemoval('(repair ? 0 : (0, active_1.sumOfQuantities)(unreservedIn(closing)))', '0'),
  concludeRemoval("verdict.provesWatermark ? 'proven' : null", 'null'),
  concludeRemoval('.filter(({ reservation }) => !held.has(reservation.lockId))', ''),
  concludeRemoval('await store.seeTotal(plan.position, reading.balance.totalQuantity);', ''),
  concludeRemoval("state: repair?.byOurUpdate ? 'failed' : 'executed'", "state: 'executed'"),

  recoverRemovals('plan.updatedAtMs <= now() - olderThanMs', 'true'),
];
