import type { HostPorts } from '../host/host-ports';
import type { Clients } from './clients';

/** Topic of the app's event to itself, as service.json has it. */
export const WORK_TOPIC = 'holdfast-work';
/** The event goes to whoever subscribes to it by our name: nobody but this app. */
const EVERY_SUBSCRIBER = '';

/** The platform's clients of one request, as the ports of the host. A client is made when it is first used. */
export function portsOf(clients: Clients): HostPorts {
  return {
    vtex: { send: (request) => clients.store.send(request) },
    post: (request) => clients.erp.post(request),
    vbase: (request) => clients.files.send(request),
    masterData: { send: (request) => clients.documents.send(request) },
    identity: {
      whoHolds: (token) => clients.identity.whoHolds(token),
      mayUse: (token, resource) => clients.identity.mayUse(token, resource),
    },
    settings: () => clients.apps.getAppSettings(process.env.VTEX_APP_ID ?? ''),
    announce: async (event) => {
      await clients.events.sendEvent(EVERY_SUBSCRIBER, WORK_TOPIC, event);
    },
  };
}
