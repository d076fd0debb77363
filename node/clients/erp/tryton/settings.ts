/** How to reach a Tryton, and what is called what there. */
export interface TrytonSettings {
  /** Without the database and without a trailing slash. */
  url: string;
  database: string;
  user: string;
  password: string;
  /** VTEX warehouse id -> code of the warehouse in Tryton; what is not named has the same code. */
  warehouses: Readonly<Record<string, string>>;
  /** VTEX SKU id -> code of the product (variant) in Tryton; what is not named has the same code. */
  skus: Readonly<Record<string, string>>;
  /** Code of the party that every shipment is for. */
  customer: string;
  /** Name of the company; null where Tryton has one only. */
  company: string | null;
  /** False: reconciled stock is compared, never written. */
  stockWrite: boolean;
  /** Of one call; default 30 s. */
  timeoutMs?: number;
}

export function trytonCode(map: Readonly<Record<string, string>>, ours: string): string {
  return Object.hasOwn(map, ours) ? (map[ours] ?? ours) : ours;
}
