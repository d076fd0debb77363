import type { FileRoute } from './file-route';
import type { ApiDeps } from './ports';
import type { Route } from './route';
import { backfillRoutes } from './routes/backfill-routes';
import { decidingRoutes } from './routes/deciding-routes';
import { fileRoutes } from './routes/file-routes';
import { operatingRoutes } from './routes/operating-routes';
import { readingRoutes } from './routes/reading-routes';
import { reconciliationRoutes } from './routes/reconciliation-routes';
import { writingRoutes } from './routes/writing-routes';
import { toldRoute } from './told-route';

/** Every endpoint of the admin API: the router mounts this list, and openapi.json describes it. */
export function apiRoutes(deps: ApiDeps): Route[] {
  const routes = [
    ...operatingRoutes(deps),
    ...readingRoutes(deps),
    ...backfillRoutes(deps),
    ...decidingRoutes(deps),
    ...reconciliationRoutes(deps),
    ...writingRoutes(deps),
  ];
  return routes.map((route) => toldRoute(route, deps.log));
}

/** Those that answer with a file; mounted and described like the others. */
export function apiFiles(deps: Pick<ApiDeps, 'queries'>): FileRoute[] {
  return fileRoutes(deps);
}
