import type { Random } from '../random';
import type { PlaceOrder } from '../store/model/purchase';
import { CATALOGUE, HOT_SKU } from './catalogue';
import { drawOdd, type Odd, type OddKind, oddPurchase } from './odd-orders';

/** What one shopper is going to do, drawn at once so that nothing that happens later changes it. */
export interface Intent {
  order: PlaceOrder;
  /** Milliseconds at speed 1 before each step; the next step follows the one before. */
  payAfterMs: number | null;
  closeWindowAfterMs: number;
  handleAfterMs: number;
  invoiceAfterMs: number;
  /** The rest follows so much later; null: one invoice. */
  secondInvoiceAfterMs: number | null;
  cancelIn: 'window' | 'ready' | 'handling' | null;
  /** Null: an ordinary order. */
  odd: Odd | null;
}

/** What somebody does next, so many milliseconds (at speed 1) after the step before. */
export interface Step {
  afterMs: number;
  run: () => void;
  /** The rest follows even when the store refuses this. */
  optional?: boolean;
}

/** How many of the orders are odd, and in which ways. */
export interface OddShare {
  share: number;
  kinds: readonly OddKind[];
}

const between = (random: Random, lowMs: number, highMs: number) => lowMs + random.int(highMs - lowMs);

export function drawIntent(random: Random, oddities: OddShare): Intent {
  const odd = random.chance(oddities.share) ? drawOdd(random, oddities.kinds) : null;
  const plain = drawPlain(random);
  if (!odd) return plain;
  const { incomplete: _checkout, expiresInMinutes: _expiry, ...order } = plain.order;
  return { ...plain, odd, order: oddPurchase(order, odd), payAfterMs: plain.payAfterMs ?? 900 };
}

function drawPlain(random: Random): Intent {
  const fate = random.next();
  const paysNever = fate < 0.05;
  const boleto = random.chance(0.15);
  const order = drawOrder(random, boleto);
  if (fate < 0.02) order.incomplete = true;
  if (paysNever) order.expiresInMinutes = 0.5 + random.next();
  return {
    order,
    payAfterMs: paysNever ? null : between(random, 500, boleto ? 8_000 : 3_000),
    closeWindowAfterMs: between(random, 500, 2_000),
    handleAfterMs: between(random, 500, 2_500),
    invoiceAfterMs: between(random, 2_000, 14_000),
    secondInvoiceAfterMs: random.chance(0.1) ? between(random, 2_000, 8_000) : null,
    cancelIn: drawCancel(random),
    odd: null,
  };
}

function drawCancel(random: Random): Intent['cancelIn'] {
  const fate = random.next();
  if (fate < 0.04) return 'window';
  if (fate < 0.06) return 'ready';
  return fate < 0.11 ? 'handling' : null;
}

function drawOrder(random: Random, boleto: boolean): PlaceOrder {
  const lines: PlaceOrder['lines'] = [drawLine(random, random.chance(0.5) ? HOT_SKU : null)];
  if (random.chance(0.25)) lines.push(drawLine(random, null));
  const first = lines[0];
  if (first && random.chance(0.05)) lines.push({ ...first, quantity: 1 });
  if (random.chance(0.05))
    lines.push({
      skuId: '9001',
      quantity: 1,
      seller: 'partner',
      allocations: [{ warehouseId: 'partner_1', quantity: 1 }],
    });
  return { lines, payment: boleto ? 'boleto' : 'card' };
}

function drawLine(random: Random, skuId: string | null): PlaceOrder['lines'][number] {
  const product =
    CATALOGUE.find((one) => one.skuId === skuId) ?? random.pick(CATALOGUE.slice(1)) ?? CATALOGUE[1];
  const split = skuId === null && product.skuId !== '1007' && random.chance(0.1);
  if (split)
    return {
      skuId: product.skuId,
      quantity: 2,
      price: product.price,
      allocations: [
        { warehouseId: 'main', quantity: 1 },
        { warehouseId: 'north', quantity: 1 },
      ],
    };
  return { skuId: product.skuId, quantity: 1 + random.int(3), price: product.price, warehouseId: 'main' };
}
