import { type Listening, listen } from '../listen';
import type { Time } from '../time';
import type { ErpBooks } from './books';
import { type ErpWire, erpApp } from './erp-app';
import { type ErpFaults, newErpFaults } from './erp-faults';
import { newLedger } from './ledger';

export interface Erp {
  url: string;
  books: ErpBooks;
  faults: ErpFaults;
  stop(): Promise<void>;
}

export interface StartErpOptions {
  port: number;
  secret: string;
  time: Time;
  onEntered?: ErpWire['onEntered'];
}

/** An ERP that takes Holdfast's events at `POST /events` and shows its books at `GET /books`. */
export async function startErp(options: StartErpOptions): Promise<Erp> {
  const ledger = newLedger();
  const faults = newErpFaults();
  const listening: Listening = await listen(
    erpApp({ ledger, faults, secret: options.secret, onEntered: options.onEntered }).callback(),
    options.port,
  );
  return { url: `${listening.url}/events`, books: ledger, faults, stop: listening.close };
}
