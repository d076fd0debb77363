/** Why a call to Tryton did not give a result, or what it lacks that a message needs. */
export type TrytonFailure =
  /** A call that wrote may have been carried out all the same: read before trying again. */
  | { kind: 'no-answer'; code: string }
  /** Not a word of Tryton itself: a proxy in front of it, or another server. */
  | { kind: 'status'; status: number; retryAfterMs: number | null }
  | { kind: 'not-tryton'; status: number }
  /** The session is not known (any more). */
  | { kind: 'session' }
  /** No new session for now. */
  | { kind: 'login'; message: string; retryAfterMs: number }
  /** Tryton's no to a person: validation, permission. In English, because the context asks for it. */
  | { kind: 'user-error'; message: string }
  /** A question that Tryton wants answered before it goes on. */
  | { kind: 'user-warning'; name: string; message: string }
  /** Somebody else was at it: nothing was changed. */
  | { kind: 'concurrency'; message: string }
  /** Anything else that went wrong inside Tryton. */
  | { kind: 'fault'; message: string }
  /** What somebody has to create in Tryton, or to map, first; `what` as `Catalogue.isThere` takes it. */
  | { kind: 'missing'; what: string; message: string }
  /** It will do later as it is: too little stock, say. */
  | { kind: 'later'; message: string }
  /** A person has to put something right in Tryton. */
  | { kind: 'by-hand'; message: string };

/** Thrown from wherever it happens; the connector's edge turns it into an outcome. */
export class TrytonFailed extends Error {
  constructor(readonly failure: TrytonFailure) {
    super(failure.kind);
    this.name = 'TrytonFailed';
  }
}

export function fail(failure: TrytonFailure): never {
  throw new TrytonFailed(failure);
}

export function failureOf(error: unknown): TrytonFailure | null {
  return error instanceof TrytonFailed ? error.failure : null;
}
