/** `stillMatters` of `core/record/settled`, of a reservation `r` in SQL; the store contract holds it to that. */
export const STILL_MATTERS = `(r.status not in ('removed', 'expired', 'canceled')
  or (r.status = 'canceled' and (r.deducted_quantity > 0
    or (r.held_as = 'lock' and (r.was_acknowledged or r.acknowledged_at is not null)
      and r.plan_id is null and r.lost_at is null))))`;

/** `awaitsRemoval` of the same file; the index `reservations_settled` names the words. */
export const AWAITS_REMOVAL = `(r.status in ('invoiced', 'canceled') and r.held_as <> 'parts' and ${STILL_MATTERS})`;
