/** What can go wrong at the ERP. */
export type ErpFault =
  | { kind: 'error' }
  /** 400, only for this SKU when given. */
  | { kind: 'rejects'; skuId?: string }
  | { kind: 'slow'; ms: number }
  | { kind: 'hang-after' }
  | { kind: 'error-after' }
  | { kind: 'rate-limited'; retryAfterSeconds?: number }
  | { kind: 'down' };

export interface ErpFaults {
  /** `times` left out: until cleared. */
  set(fault: ErpFault, times?: number): number;
  clear(id?: number): void;
  /** The first fault that hits a delivery for this SKU; used up by it. */
  draw(skuId: string | null): ErpFault | null;
}

export function newErpFaults(): ErpFaults {
  let rules: { id: number; fault: ErpFault; times: number }[] = [];
  let nextId = 1;
  return {
    set(fault, times = Number.POSITIVE_INFINITY) {
      rules.push({ id: nextId, fault, times });
      return nextId++;
    },
    clear(id) {
      rules = id === undefined ? [] : rules.filter((rule) => rule.id !== id);
    },
    draw(skuId) {
      const hit = rules.find(
        ({ fault }) => fault.kind !== 'rejects' || !fault.skuId || fault.skuId === skuId,
      );
      if (!hit) return null;
      hit.times -= 1;
      rules = rules.filter((rule) => rule.times > 0);
      return hit.fault;
    },
  };
}
