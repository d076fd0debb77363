/**
 * A reservation `r` that can still matter to its position, in SQL:
 *
 * | status | still matters |
 * |---|---|
 * | removed, expired | no |
 * | canceled | while VTEX may list it: acknowledged before, and no update has released it; or while units that were taken out for it wait to be given back |
 * | any other | yes |
 *
 * The same rule as `stillMatters` of the memory store.
 */
export const STILL_MATTERS = `(r.status not in ('removed', 'expired', 'canceled')
  or (r.status = 'canceled' and (
    (r.held_as = 'lock' and r.was_acknowledged and r.plan_id is null) or r.deducted_quantity > 0)))`;

/** Settled, and VTEX's stock may still have to change because of it; the index `reservations_settled` names the words. */
export const WAITS_FOR_REMOVAL = `(r.status in ('invoiced', 'canceled') and r.held_as <> 'parts' and ${STILL_MATTERS})`;
