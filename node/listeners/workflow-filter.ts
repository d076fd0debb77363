/** The filter VTEX is asked for: the statuses at which a reservation can change. */
export function fromWorkflow(statuses: readonly string[]) {
  return { type: 'FromWorkflow', status: [...statuses] };
}

/** Whether a filter asks for exactly these statuses; VTEX may give them back in another order. */
export function isSameFilter(
  filter: { type: string; status: string[] },
  statuses: readonly string[],
): boolean {
  const wanted = new Set(statuses);
  const found = new Set(filter.status);
  return (
    filter.type === 'FromWorkflow' &&
    wanted.size === found.size &&
    [...wanted].every((status) => found.has(status))
  );
}
