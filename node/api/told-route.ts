import { say } from '../core/said/say';
import type { LogStore } from '../store/store';
import type { Route } from './route';

/** Writes into the log who had it done, where nothing else says so. */
export function toldRoute(route: Route, { appendLog }: LogStore): Route {
  const { tells } = route;
  if (tells === null) return route;
  return {
    ...route,
    async run(raw) {
      const reply = await route.run(raw);
      if (reply.kind === 'answer' && reply.isDone) {
        const detail = Object.keys(raw.params).length > 0 ? { ...raw.params } : null;
        await appendLog([{ kind: 'admin', outcome: 'ok', ...say(tells, { who: raw.caller.who }), detail }]);
      }
      return reply;
    },
  };
}
