/** What the store answers: done, or refused the way VTEX refuses (an HTTP status and a sentence). */
export type Outcome<T> = { ok: true; value: T } | Refusal;

export interface Refusal {
  ok: false;
  status: 400 | 404 | 409 | 423;
  code: string;
  message: string;
}

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refused = (status: Refusal['status'], code: string, message: string): Refusal => ({
  ok: false,
  status,
  code,
  message,
});

/** A refusal as an exception, for callers that hold it to be a mistake of theirs. */
export class StoreRefusal extends Error {
  constructor(readonly refusal: Refusal) {
    super(`the store refused (${refusal.status} ${refusal.code}): ${refusal.message}`);
  }
}

/** For whoever knows that it must work (tests, shoppers): the value, or a `StoreRefusal`. */
export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new StoreRefusal(outcome);
}
