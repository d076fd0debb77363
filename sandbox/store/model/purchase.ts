/** What somebody puts into the cart and how they mean to pay. */
export interface PlaceOrder {
  lines: {
    skuId: string;
    quantity: number;
    /** One warehouse, or the split over several (`allocations`). Without either: warehouses with stock, in their order. */
    warehouseId?: string;
    allocations?: { warehouseId: string; quantity: number }[];
    /** Default `"1"`, the account itself. */
    seller?: string;
    /** Cents. */
    price?: number;
    lockTtl?: string;
  }[];
  /** Checkout never finishes: no status, no event, but the reservation stands (11 days). */
  incomplete?: boolean;
  /** Default card, which has no due date. */
  payment?: 'card' | 'boleto';
  /** Overrides the computed `MaximumConfirmationDateUtc`: minutes from now. */
  expiresInMinutes?: number;
}
