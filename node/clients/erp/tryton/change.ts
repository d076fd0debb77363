import type { z } from 'zod';
import { EVENT_DATA } from '../event-data';

/** `data` of a `holdfast.reservation.changed`. */
export type Change = z.output<(typeof EVENT_DATA)['holdfast.reservation.changed']>;
/** `data` of a `holdfast.stock.reconciled`. */
export type StockTold = z.output<(typeof EVENT_DATA)['holdfast.stock.reconciled']>;

export const readChange = (data: unknown): Change => EVENT_DATA['holdfast.reservation.changed'].parse(data);
export const readStockTold = (data: unknown): StockTold =>
  EVENT_DATA['holdfast.stock.reconciled'].parse(data);
