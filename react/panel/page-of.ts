import type { Route } from '../routing/route';
import type { Pages } from './pages';

/** Which page an address means; an unknown one is the overview. */
export function pageOf({ path }: Route): keyof Pages {
  const [first, second, third] = path;
  switch (first) {
    case 'orders':
      return second ? 'order' : 'orders';
    case 'stock':
      return second && third ? 'position' : 'stock';
    case 'reconciliations':
      return second ? 'reconciliation' : 'reconciliations';
    case 'log':
    case 'recommendations':
    case 'deliveries':
    case 'settings':
      return first;
    default:
      return 'overview';
  }
}
