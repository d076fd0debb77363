import compose from 'koa-compose';
import { answerPing } from './answer-ping';
import { authenticate } from './authenticate';
import type { HookContext } from './context';
import { enqueue } from './enqueue';
import { parseNotification } from './parse-notification';
import { recordNotification } from './record-notification';

/** What a request to the hook goes through, in this order, well inside the five seconds VTEX waits. */
export const hookChain = compose<HookContext>([
  authenticate,
  parseNotification,
  answerPing,
  recordNotification,
  enqueue,
]);
