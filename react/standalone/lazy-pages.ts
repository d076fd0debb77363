import React from 'react';
import type { Pages } from '../panel/pages';

/** Each page is fetched when it is first opened, so that the first load stays small. */
export const lazyPages: Pages = {
  overview: React.lazy(() =>
    import('../pages/overview/overview-page').then((page) => ({ default: page.OverviewPage })),
  ),
  log: React.lazy(() => import('../pages/log/log-page').then((page) => ({ default: page.LogPage }))),
  orders: React.lazy(() =>
    import('../pages/order/orders-page').then((page) => ({ default: page.OrdersPage })),
  ),
  order: React.lazy(() => import('../pages/order/order-page').then((page) => ({ default: page.OrderPage }))),
  stock: React.lazy(() => import('../pages/stock/stock-page').then((page) => ({ default: page.StockPage }))),
  position: React.lazy(() =>
    import('../pages/stock/position-page').then((page) => ({ default: page.PositionPage })),
  ),
  recommendations: React.lazy(() =>
    import('../pages/recommendations/recommendations-page').then((page) => ({
      default: page.RecommendationsPage,
    })),
  ),
  deliveries: React.lazy(() =>
    import('../pages/deliveries/deliveries-page').then((page) => ({ default: page.DeliveriesPage })),
  ),
  reconciliations: React.lazy(() =>
    import('../pages/reconciliation/reconciliations-page').then((page) => ({
      default: page.ReconciliationsPage,
    })),
  ),
  reconciliation: React.lazy(() =>
    import('../pages/reconciliation/reconciliation-page').then((page) => ({
      default: page.ReconciliationPage,
    })),
  ),
  settings: React.lazy(() =>
    import('../pages/settings/settings-page').then((page) => ({ default: page.SettingsPage })),
  ),
};
