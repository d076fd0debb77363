/** What the ERP knows of one reservation, from the events it accepted. */
export interface BookedReservation {
  orderId: string;
  lockId: string;
  skuId: string;
  warehouseId: string;
  quantity: number;
  status: string;
  version: number;
}

export interface BookedStock {
  skuId: string;
  warehouseId: string;
  totalQuantity: number;
  reservedQuantity: number;
  availableQuantity: number;
  byStatus: Record<string, number>;
  planId: string | null;
}

/** The ERP's books: read by tests and by the summary. */
export interface ErpBooks {
  reservations(): BookedReservation[];
  /** How many reservations stand in each status. */
  byStatus(): Record<string, number>;
  stock(): BookedStock[];
  recommendations(): Record<string, unknown>[];
  /** Deliveries accepted; duplicates (same event id) are accepted and counted apart. */
  accepted(): number;
  duplicates(): number;
  /** Requests refused: wrong or missing signature, not an event. */
  refused(): { reason: string; count: number }[];
  /** Broken promises: versions out of order, steps that do not follow, fields that should never be sent. */
  violations(): string[];
}
