import { nextTurn } from '../time/real-work';

/** Has a call of the store done, and says when its caller hears of it. */
export type Turns = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * One call after the other, each with all that follows from it before the next begins: then the day goes the same way
 * whatever time the store takes, and two stores can be compared by their traces.
 */
export function oneAtATime(): Turns {
  let before: Promise<unknown> = Promise.resolve();
  return (call) => {
    const mine = before.then(call);
    before = mine.then(nextTurn, nextTurn);
    return mine;
  };
}

/**
 * All that are asked for begin at once, as they do in a real server. Their callers hear of them in the order in which
 * they asked: what else the day draws by chance does not hang on which was faster.
 */
export function atOnce(): Turns {
  let before: Promise<unknown> = Promise.resolve();
  return (call) => {
    const begun = call();
    const mine = before.then(() => begun);
    // Heard of in its turn, also when it fails long before.
    begun.catch(() => undefined);
    before = mine.then(nextTurn, nextTurn);
    return mine;
  };
}
