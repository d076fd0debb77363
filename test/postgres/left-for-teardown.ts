type CleanUp = () => Promise<void>;

const KEY = Symbol.for('holdfast.test.postgres.clean-up');
const kept = globalThis as unknown as Record<symbol, CleanUp | undefined>;

/** Jest loads setup and teardown as two modules of one process: what one leaves for the other lies on `globalThis`. */
export function leaveForTeardown(cleanUp: CleanUp): void {
  kept[KEY] = cleanUp;
}

export function takeLeftover(): CleanUp | undefined {
  return kept[KEY];
}
