import { setTimeout as sleep } from 'node:timers/promises';
import type { FirstSettingStore } from '@holdfast/node/store/store';
import type { Middleware } from 'koa';
import type { Pool } from 'pg';
import { panelRoutes } from '../http/panel-routes';
import type { DoorBook } from '../http/session/door-book';
import { createGuessLimit } from '../http/session/guess-limit';
import type { People } from '../http/session/people';
import { sessionRoutes } from '../http/session/session-routes';
import { createSessions, type Sessions } from '../http/session/sessions';
import { createEndedSessions } from '../postgres/queries/ended-sessions';
import { panelFolder } from './panel-folder';
import { keepSecret } from './secrets';

export interface PanelOptions {
  account: string;
  people: People;
  pool: Pool;
  store: FirstSettingStore;
  publicUrl(): string | null;
  book: DoorBook;
  now(): number;
}

/** A person mistypes a few times; a token of 24 random bytes is not guessed at this pace. */
export const WRONG_TOKENS = { mostOfOne: 10, mostOfAll: 100 };

/** The panel's own side of the server: its sessions, which the admin API believes too, and its files. */
export async function createPanel(
  options: PanelOptions,
): Promise<{ sessions: Sessions; middlewares: Middleware[] }> {
  const { account, people, pool, store, publicUrl, book, now } = options;
  const secret = await keepSecret(store, 'secret.session', null);
  const ended = createEndedSessions(pool, account, now);
  const sessions = createSessions({ secret, people, ended, now });
  const guesses = createGuessLimit(WRONG_TOKENS, now);
  const signIn = sessionRoutes({ people, sessions, guesses, publicUrl, book, pause: (ms) => sleep(ms) });
  return {
    sessions,
    middlewares: [signIn.routes() as Middleware, panelRoutes({ folder: panelFolder() })],
  };
}
