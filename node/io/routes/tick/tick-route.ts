import { isOneOf } from '../../../http/same-secret';
import { HOOK_KEY_HEADER } from '../../../listeners/keep-hook';
import { doorsOf } from '../../host/taking';
import { sayProblems } from '../../settings/parse-settings';
import { failure, type Handle, unavailable } from '../route-edge';
import { readBackBegun } from './read-back-begun';
import { runTick } from './run-tick';

/**
 * `POST /_v/holdfast/tick`: the platform promises no clock, so one from outside calls this, every minute say. It
 * is answered within the service's time-out, and two at once are one.
 */
export const tickRoute: Handle = async (ctx, open) => {
  if (ctx.method !== 'POST') return failure(405, 'This is a POST route.', { allow: 'POST' });
  const loaded = await open.settings();
  if (loaded.kind === 'unavailable') return unavailable("The app's settings cannot be read; try again.");
  const { accessKey } = doorsOf(loaded);
  if (!isOneOf(ctx.get(HOOK_KEY_HEADER) || undefined, accessKey)) {
    const why =
      accessKey === null
        ? 'The tick is closed: accessKey is not set, or is no token.'
        : `Header ${HOOK_KEY_HEADER} is missing or wrong.`;
    return failure(401, why);
  }
  const lease = await open.store.lockTick();
  if (lease === null) return { status: 200, body: { kind: 'busy' } };
  try {
    if (loaded.kind === 'bad') {
      await readBackBegun(open, loaded.isErpGiven);
      return unavailable(sayProblems(loaded.problems).message);
    }
    return { status: 200, body: await runTick(open, loaded.settings) };
  } finally {
    await lease.end();
  }
};
