import type { Random } from '../random';
import type { PlaceOrder } from '../store/model/purchase';
import type { StoreModel } from '../store/store-model';
import { KIT } from './catalogue';
import type { Step } from './intent';

/**
 * What may be odd about an order. What the shop sends is what the order wants in the end, whatever its invoice says,
 * so that a day of these ends with equal books; but for `canceled-after-part`, where only a person knows.
 */
export const ODD_KINDS = [
  'changed',
  'line-added',
  'line-removed',
  'invoiced-oddly',
  'returned',
  'kit',
  'told-oddly',
  'named-oddly',
  'held-elsewhere',
  'listed-twice',
  'late',
  'replaced',
  'canceled-after-part',
] as const;
export type OddKind = (typeof ODD_KINDS)[number];

export interface Odd {
  kind: OddKind;
  /** In [0, 1): which of the kind's ways. Drawn at once, like everything of an intent. */
  way: number;
}

export function drawOdd(random: Random, kinds: readonly OddKind[]): Odd | null {
  const kind = random.pick(kinds);
  return kind === undefined ? null : { kind, way: random.next() };
}

const wayOf = <const Ways extends readonly unknown[]>({ way }: Odd, ways: Ways): Ways[number] =>
  ways[Math.floor(way * ways.length)];

/** The purchase as an odd shopper (or marketplace) makes it. */
export function oddPurchase(order: PlaceOrder, odd: Odd): PlaceOrder {
  const [first, ...others] = order.lines;
  if (!first) return order;
  switch (odd.kind) {
    case 'kit':
      return {
        ...order,
        lines: [{ ...KIT, quantity: 1 + Math.floor(odd.way * 2), warehouseId: 'main' }],
        telling: { kitParts: wayOf(odd, ['kitItemDetails', 'components', 'neither']) },
      };
    case 'told-oddly':
      return {
        ...order,
        telling: wayOf(odd, [
          { deliveryIds: 'empty' },
          { deliveryIds: 'absent' },
          { leavesOutIndexZero: 'logistics' },
          { leavesOutIndexZero: 'everywhere' },
          { dates: 'no-seconds' },
          { dates: 'short-offset' },
          { dates: 'nine-digits' },
        ]),
      };
    case 'named-oddly':
      return { ...order, orderId: oddName(odd) };
    case 'late':
      return { ...order, visibleAfterMs: 500 + Math.floor(odd.way * 9_000) };
    case 'held-elsewhere': {
      const { allocations: _split, ...line } = first;
      const told = { warehouseId: 'north', quantity: line.quantity, heldIn: 'main' };
      return { ...order, lines: [{ ...line, allocations: [told] }, ...others] };
    }
    // Enough of the first line that one unit of it may be changed, or invoiced alone.
    default: {
      const { allocations: _split, ...line } = first;
      return { ...order, lines: [{ ...line, warehouseId: 'main', quantity: 2 }, ...others] };
    }
  }
}

function oddName(odd: Odd): string {
  const number = 10_000_000 + Math.floor(odd.way * 89_999_999);
  return wayOf({ ...odd, way: (odd.way * 1000) % 1 }, [
    `FVG-SO ${number}`,
    `SHP-#${number}`,
    `MKP-${number}/09`,
    `GLV-pedido nº ${number}`,
  ]);
}

/** After the handling has begun: what happens to the order until it is invoiced, in the place of the plain invoice. */
export function oddSteps(model: StoreModel, orderId: string, odd: Odd, invoiceAfterMs: number): Step[] {
  const soon = (run: () => unknown): Step => ({ afterMs: 900, run: () => void run(), optional: true });
  const invoice: Step = { afterMs: invoiceAfterMs, run: () => sendAll(model, orderId) };
  const how = wayOf(odd, ['v2', 'v1', 'both']);
  switch (odd.kind) {
    case 'changed':
      return [
        soon(() => model.changeOrder(orderId, { lineIndex: 0, quantity: odd.way < 0.7 ? 1 : 3, how })),
        invoice,
      ];
    case 'line-added':
      return [
        soon(() => model.addLine(orderId, { skuId: '1003', quantity: 1, warehouseId: 'main', price: 1_490 })),
        invoice,
      ];
    case 'line-removed':
      return [soon(() => model.changeOrder(orderId, { lineIndex: 0, quantity: 0, how })), invoice];
    case 'invoiced-oddly':
      return invoicesOf(model, orderId, odd, invoiceAfterMs);
    case 'returned':
      return [invoice, ...returnsOf(model, orderId, odd)];
    case 'listed-twice': {
      const { lockId } = model.order(orderId);
      const twice = () => {
        const [part] = model.reservation(lockId);
        if (part && part.quantity > 1) model.tellReservation(part, { rows: [1, part.quantity - 1] });
      };
      return [soon(twice), invoice];
    }
    case 'canceled-after-part':
      return [
        {
          afterMs: invoiceAfterMs,
          run: () => void model.invoice(orderId, { items: [{ lineIndex: 0, quantity: 1 }] }),
        },
        soon(
          () =>
            odd.way < 0.5 &&
            model.invoice(orderId, {
              type: 'Input',
              items: [{ lineIndex: null, quantity: 1 }],
              unchecked: true,
            }),
        ),
        soon(() => model.forceCancel(orderId)),
      ];
    default:
      return [invoice];
  }
}

/** An order of which nothing is left is invoiced all the same, over nothing. */
function sendAll(model: StoreModel, orderId: string): void {
  const nothing = model.order(orderId).lines.length === 0;
  model.invoice(orderId, nothing ? { items: [], unchecked: true } : {});
}

/** The shop sends everything the order wants; the invoices say less, something else, or nothing of it. */
function invoicesOf(model: StoreModel, orderId: string, odd: Odd, afterMs: number): Step[] {
  const rest = () =>
    model.order(orderId).lines.map((line, lineIndex) => ({ lineIndex, quantity: line.quantity }));
  const one = { lineIndex: 0, quantity: 1 };
  const unknown = { items: [{ lineIndex: 9, quantity: 2 }], completes: true, unchecked: true };
  const last = (request: Parameters<StoreModel['invoice']>[1]) => void model.invoice(orderId, request);
  const ways: Step[][] = [
    [{ afterMs, run: () => last({ items: [], unchecked: true }) }],
    [
      { afterMs, run: () => last({ items: [one] }) },
      { afterMs, run: () => last({ items: [], unchecked: true }) },
    ],
    [{ afterMs, run: () => last({ ...unknown, shipped: rest() }) }],
    [{ afterMs, run: () => last({ items: [one], shipped: rest(), completes: true }) }],
    [
      { afterMs, run: () => last({ invoiceNumber: `N${orderId}`, items: [one] }) },
      { afterMs, run: () => last({ invoiceNumber: `N${orderId}`, unchecked: true }) },
    ],
  ];
  return wayOf(odd, ways) ?? [];
}

/** A unit comes back: its invoice says so, and some time later a person puts it on the shelf again. */
function returnsOf(model: StoreModel, orderId: string, odd: Odd): Step[] {
  const lineIndex = odd.way < 0.5 ? 0 : null;
  const skuId = model.order(orderId).lines[0]?.skuId ?? '';
  return [
    {
      afterMs: 4_000,
      run: () =>
        void model.invoice(orderId, {
          type: 'Input',
          items: [{ lineIndex, quantity: 1 }],
          restitutions: [{ skuId, quantity: 1 }],
        }),
    },
    { afterMs: 3_000, run: () => model.deliverGoods(skuId, 'main', 1) },
  ];
}
