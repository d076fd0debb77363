import { failureOf, TrytonFailed } from './failure';
import type { Tryton } from './tryton';

export type Button =
  | 'draft'
  | 'wait'
  | 'assign_try'
  | 'pick'
  | 'pack'
  | 'done'
  | 'cancel'
  | 'receive'
  | 'do'
  | 'confirm'
  /** No button on the screen, but it answers like one. */
  | 'delete';

/** A record, and the `_timestamp` it was read with where a change in between must be noticed. */
export interface Pressed {
  model: string;
  id: number;
  timestamp?: string;
}

/** More questions than this about one button are a loop. */
const MOST_WARNINGS = 3;

/**
 * Presses a button of Tryton's. In a wrong state it does nothing and says nothing: the caller reads the state
 * before and after. A warning is what Tryton would ask the person at the screen; it is answered with "yes" once,
 * since what we do is no choice any more (the goods have left the store), and handed to `onWarning` to be told.
 */
export async function press(
  tryton: Tryton,
  button: Button,
  record: Pressed,
  onWarning: (message: string) => void,
): Promise<unknown> {
  const { model, id, timestamp } = record;
  const { context } = await tryton.catalogue.company();
  const guarded =
    timestamp === undefined ? context : { ...context, _timestamp: { [`${model},${id}`]: timestamp } };
  for (let warnings = 0; ; warnings += 1) {
    try {
      return await tryton.rpc.call(`${model}.${button}`, [[id]], guarded);
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.kind !== 'user-warning' || warnings >= MOST_WARNINGS) throw error;
      onWarning(failure.message);
      await answerWarning(tryton, failure.name);
    }
  }
}

async function answerWarning(tryton: Tryton, name: string): Promise<void> {
  const { context } = await tryton.catalogue.company();
  const user = await tryton.rpc.userId();
  await tryton.rpc.call('res.user.warning.create', [[{ user, name, always: false }]], context);
}

const ATTEMPTS = 4;
const LONGEST_PAUSE_MS = 400;

/**
 * Runs `work`, which reads before it writes, again when it lost a race: it then sees what the winner did. Pauses
 * are drawn, so that two that met do not meet again.
 */
export async function afterLostRaces<T>(tryton: Tryton, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const lostRace = error instanceof TrytonFailed && error.failure.kind === 'concurrency';
      if (!lostRace || attempt >= ATTEMPTS) throw error;
      await tryton.pause(Math.round(tryton.random() * LONGEST_PAUSE_MS * attempt));
    }
  }
}
