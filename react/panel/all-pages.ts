import { DeliveriesPage } from '../pages/deliveries/deliveries-page';
import { LogPage } from '../pages/log/log-page';
import { OrderPage } from '../pages/order/order-page';
import { OrdersPage } from '../pages/order/orders-page';
import { OverviewPage } from '../pages/overview/overview-page';
import { RecommendationsPage } from '../pages/recommendations/recommendations-page';
import { ReconciliationPage } from '../pages/reconciliation/reconciliation-page';
import { ReconciliationsPage } from '../pages/reconciliation/reconciliations-page';
import { SettingsPage } from '../pages/settings/settings-page';
import { PositionPage } from '../pages/stock/position-page';
import { StockPage } from '../pages/stock/stock-page';
import type { Pages } from './pages';

export const allPages: Pages = {
  overview: OverviewPage,
  log: LogPage,
  orders: OrdersPage,
  order: OrderPage,
  stock: StockPage,
  position: PositionPage,
  recommendations: RecommendationsPage,
  deliveries: DeliveriesPage,
  reconciliations: ReconciliationsPage,
  reconciliation: ReconciliationPage,
  settings: SettingsPage,
};
