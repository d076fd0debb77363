import { answer, type Handle, jsonBody, refusal } from '../exchange';
import type { Policies } from '../policies';
import type { EventBus } from './event-bus';

const PATH = /^\/events\/([^/]+)$/;

/**
 * Courier as `events.sendEvent` calls it: PUT `/events/{key}`. `resource` is empty for every subscriber, or the
 * VRN of one app; an event for another app goes nowhere here.
 */
export function courier(wire: {
  prefix: string;
  appId: string;
  policies: Policies;
  bus: Pick<EventBus, 'publish'>;
}): Handle {
  const [appName = ''] = wire.appId.split('@');
  return (request) => {
    if (!request.path.startsWith(`${wire.prefix}/`)) return refusal(403, 'Forbidden', 'another workspace');
    if (!wire.policies.holds('colossus-fire-event'))
      return refusal(403, 'Forbidden', 'no colossus-fire-event policy');
    const key = PATH.exec(request.path.slice(wire.prefix.length))?.[1];
    if (request.method !== 'PUT' || key === undefined)
      return refusal(404, 'NotFound', 'courier takes PUT /events/{key}');
    const resource = request.query.get('resource') ?? '';
    const [target = ''] = (resource.split('/apps/')[1] ?? '').split('@');
    if (resource === '' || target === appName)
      wire.bus.publish({ sender: wire.appId, key: decodeURIComponent(key), body: jsonBody(request) ?? {} });
    return answer(204);
  };
}
