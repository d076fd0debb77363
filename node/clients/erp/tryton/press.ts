import { fail, failureOf, TrytonFailed } from './failure';
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
 * Questions that are not answered with "yes": goods sent with a date in the future stay on hand until that day,
 * and Tryton would assign them to somebody else meanwhile. (Names are `<hash>.effective_date_future` and, of an
 * inventory, `<hash>.date_future`; module stock 6.0.)
 */
const DATED_LATER = /date_future$/;

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
  for (let warnings = 0; ; warnings += 1) {
    try {
      return await callOn(tryton, record, button);
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.kind !== 'user-warning' || warnings >= MOST_WARNINGS) throw error;
      if (DATED_LATER.test(failure.name)) failDatedLater(failure.message);
      onWarning(failure.message);
      await answerWarning(tryton, failure.name);
    }
  }
}

/**
 * Calls a method of one record, if nobody changed it since it was read. One that was deleted is a lost race like
 * any other, though Tryton says of it only that we are "not allowed to read" it.
 */
export async function callOn(
  tryton: Tryton,
  { model, id, timestamp }: Pressed,
  method: string,
  ...values: unknown[]
): Promise<unknown> {
  const { context } = await tryton.catalogue.company();
  const guarded =
    timestamp === undefined ? context : { ...context, _timestamp: { [`${model},${id}`]: timestamp } };
  try {
    return await tryton.rpc.call(`${model}.${method}`, [[id], ...values], guarded);
  } catch (error) {
    if (failureOf(error)?.kind !== 'user-error') throw error;
    const found = await tryton.rpc.call(`${model}.search`, [[['id', '=', id]], 0, 1, null], context);
    if (Array.isArray(found) && found.length === 0) {
      fail({ kind: 'concurrency', message: 'The record is gone.' });
    }
    throw error;
  }
}

function failDatedLater(question: string): never {
  fail({
    kind: 'later',
    message: `The ERP (Tryton) has a date in the future on goods that are sent now, and would keep them on hand until then: take that date off in the ERP; it is tried again. Tryton's words: ${question}`,
  });
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
