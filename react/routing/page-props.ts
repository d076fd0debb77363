import type { Route } from './route';

/** What a page is given. */
export interface PageProps {
  route: Route;
}
