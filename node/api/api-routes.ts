import type { ApiDeps } from './ports';
import type { Route } from './route';
import { decidingRoutes } from './routes/deciding-routes';
import { operatingRoutes } from './routes/operating-routes';
import { readingRoutes } from './routes/reading-routes';

/** Every endpoint of the admin API: the router mounts this list, and openapi.json describes it. */
export function apiRoutes(deps: ApiDeps): Route[] {
  return [...operatingRoutes(deps), ...readingRoutes(deps), ...decidingRoutes(deps)];
}
