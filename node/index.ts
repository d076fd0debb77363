import { type ParamsContext, type RecorderState, Service } from '@vtex/api';
import { CLIENT_OPTIONS, Clients } from './io/clients/clients';
import { portsOf } from './io/clients/ports-of';
import { createEvents } from './io/events/create-events';
import { createIoHost } from './io/host/io-host';
import { createOpener } from './io/host/opener';
import { realWorld } from './io/host/real-world';
import { createRoutes } from './io/routes/create-routes';

const opener = createOpener(createIoHost(realWorld), portsOf);

/** The VTEX IO app. Ids of routes and events are those of service.json. */
export default new Service<Clients, RecorderState, ParamsContext>({
  clients: { implementation: Clients, options: CLIENT_OPTIONS },
  routes: createRoutes(opener),
  events: createEvents(opener),
});
