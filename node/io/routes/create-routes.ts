import type { RouteHandler } from '@vtex/api';
import type { Clients } from '../clients/clients';
import type { Opener } from '../host/opener';
import { createAdminChecker } from '../identity/check-admin';
import { createApiRoute } from './api/api-route';
import { hookRoute } from './hook-route';
import { openApiRoute } from './openapi-route';
import { routeEdge } from './route-edge';
import { stockCountRoute } from './stock-count-route';
import { tickRoute } from './tick/tick-route';

/** By the ids of service.json. All of them are public there: the platform checks nobody, each does it itself. */
export function createRoutes(opener: Opener): Record<string, RouteHandler<Clients>> {
  const api = routeEdge(opener, createApiRoute(createAdminChecker()));
  return {
    hook: routeEdge(opener, hookRoute),
    tick: routeEdge(opener, tickRoute),
    stockCount: routeEdge(opener, stockCountRoute),
    openApi: routeEdge(opener, openApiRoute),
    api,
    privateApi: api,
  };
}
