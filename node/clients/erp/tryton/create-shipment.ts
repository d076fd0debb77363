import type { Change } from './change';
import { keepOneShipment, type OneShipment } from './one-shipment';
import { referenceOf } from './reference';
import type { Tryton } from './tryton';

/**
 * Creates the draft shipment of a reservation and agrees with whoever created one at the same time. An answer
 * that never came may have created it: the next attempt finds it by its reference.
 */
export async function createShipment(tryton: Tryton, change: Change): Promise<OneShipment> {
  const { catalogue, rpc } = tryton;
  const [company, customer, warehouse, product] = [
    await catalogue.company(),
    await catalogue.customer(),
    await catalogue.warehouse(change.warehouseId),
    await catalogue.product(change.skuId),
  ];
  const move = {
    product: product.id,
    uom: product.unitId,
    quantity: change.quantity,
    // Tryton accepts any location here, and would then ship from nowhere.
    from_location: warehouse.outputId,
    to_location: customer.locationId,
    unit_price: product.listPrice,
    currency: company.currencyId,
  };
  const reference = referenceOf(change);
  const shipment = {
    reference,
    customer: customer.id,
    delivery_address: customer.addressId,
    warehouse: warehouse.id,
    // No planned date: one that has passed would drop out of Tryton's forecast.
    outgoing_moves: [['create', [move]]],
  };
  await rpc.call('stock.shipment.out.create', [[shipment]], company.context);
  return keepOneShipment(tryton, reference);
}
