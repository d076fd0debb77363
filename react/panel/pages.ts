import type React from 'react';
import type { PageProps } from '../routing/page-props';

export type Page = React.ComponentType<PageProps>;

/** A host chooses how they come: all at once (VTEX's builder makes one file), or each when it is first opened. */
export interface Pages {
  overview: Page;
  log: Page;
  orders: Page;
  order: Page;
  stock: Page;
  position: Page;
  recommendations: Page;
  deliveries: Page;
  reconciliations: Page;
  reconciliation: Page;
  settings: Page;
}
