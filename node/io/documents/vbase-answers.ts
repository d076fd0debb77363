import type { VBaseAnswer } from './vbase-http';

type Answered = Extract<VBaseAnswer, { kind: 'answered' }>;

export function isSuccess(answer: VBaseAnswer): answer is Answered {
  return answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
}

export function isNotFound(answer: VBaseAnswer): boolean {
  return answer.kind === 'answered' && answer.status === 404;
}

/** The status of a failed `If-Match` is not documented: 412 by HTTP's own words; VBase uses 409 for conflicts. */
export function isConflict(answer: VBaseAnswer): boolean {
  return answer.kind === 'answered' && (answer.status === 412 || answer.status === 409);
}

export function unsure(path: string, answer: VBaseAnswer): { kind: 'unsure'; message: string } {
  const why = answer.kind === 'no-answer' ? answer.message : `VBase answered ${answer.status}`;
  return { kind: 'unsure', message: `${path}: ${why}` };
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Equal for two values that say the same: VBase may give the keys back in another order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
