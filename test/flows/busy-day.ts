import { type Random, seededRandom } from '@holdfast/sandbox/random';
import type { StoreModel } from '@holdfast/sandbox/store/store-model';

type Step = (model: StoreModel, orderId: string) => void;

const twice: Step = (model, orderId) => {
  model.cancel(orderId);
  model.cancel(orderId);
};
const TO_HANDLING: Step[] = [
  (model, orderId) => void model.pay(orderId),
  (model, orderId) => void model.closeCancelWindow(orderId),
  (model, orderId) => void model.startHandling(orderId),
];
const INVOICE: Step = (model, orderId) => void model.invoice(orderId);
const FIRST_UNIT: Step = (model, orderId) =>
  void model.invoice(orderId, { items: [{ lineIndex: 0, quantity: 1 }] });

/** How an order may go. Most are simply sent. */
const COURSES: readonly (readonly Step[])[] = [
  [...TO_HANDLING, INVOICE],
  [...TO_HANDLING, INVOICE],
  [...TO_HANDLING, INVOICE],
  [...TO_HANDLING, INVOICE],
  [...TO_HANDLING, FIRST_UNIT, INVOICE],
  [...TO_HANDLING, twice],
  [...TO_HANDLING.slice(0, 2), twice],
  [...TO_HANDLING.slice(0, 1), (model, orderId) => void model.cancel(orderId)],
];

/** Orders of a few SKUs that live interleaved, drawn from a seed; in the end each is invoiced or canceled. */
export class BusyDay {
  readonly orderIds: string[] = [];
  private readonly random: Random;
  private readonly live: { orderId: string; steps: Step[] }[] = [];

  constructor(
    private readonly model: StoreModel,
    private readonly options: { seed: number; orders: number; skus: readonly string[] },
  ) {
    this.random = seededRandom(options.seed);
  }

  /** One thing happens in the store. False: the day is over. */
  step(): boolean {
    const mayBuy = this.orderIds.length < this.options.orders;
    if (mayBuy && (this.live.length === 0 || this.random.chance(0.3))) {
      this.buy();
      return true;
    }
    const order = this.random.pick(this.live);
    if (!order) return false;
    const [step] = order.steps.splice(0, 1);
    step?.(this.model, order.orderId);
    if (order.steps.length === 0) this.live.splice(this.live.indexOf(order), 1);
    return true;
  }

  private buy(): void {
    const line = () => ({
      skuId: this.random.pick(this.options.skus) ?? '',
      quantity: 2 + this.random.int(2),
      warehouseId: 'main',
    });
    const lines = this.random.chance(0.25) ? [line(), line()] : [line()];
    const { orderId } = this.model.placeOrder({ lines });
    this.orderIds.push(orderId);
    this.live.push({ orderId, steps: [...(this.random.pick(COURSES) ?? [])] });
  }
}
