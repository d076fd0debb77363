import { withOffset } from '../model/instant';
import type { ReservationPart } from '../model/reservation';

/** One element per item and warehouse. `wareHouseId` is spelled `warehouseId` inside `item`, as in VTEX's example. */
export function slaRequestJson(part: ReservationPart) {
  const dockId = `dock-${part.warehouseId}`;
  return {
    item: {
      id: part.skuId,
      groupItemId: null,
      quantity: part.quantity,
      price: 1,
      modal: null,
      additionalHandlingTime: '00:00:00',
      dimension: { weight: 300, height: 10, width: 10, length: 10, maxSumDimension: 30 },
      kitItem: part.kits,
      unlimitedQuantity: false,
      dockId,
      warehouseId: part.warehouseId,
      provider: null,
    },
    slaType: 'delivery',
    slaTypeName: 'Normal',
    freightTableName: 'Invented Carrier',
    freightTableId: 'carrier-1',
    listPrice: 0,
    promotionalPrice: 0,
    timeToPresale: '00:00:00',
    transitTime: '3.00:00:00',
    dockTime: '00:00:00',
    timeToDockPlusDockTime: '00:00:00',
    totalTime: '3.00:00:00',
    deliveryWindows: null,
    wareHouseId: part.warehouseId,
    kitReservation: null,
    dockId,
    wmsEndPoint: null,
    location: {
      zipCode: 'QF-90210-000',
      country: 'BRA',
      point: null,
      inStore: { IsCheckedIn: false, StoreId: null },
    },
    pickupStoreInfo: null,
    deliveryOnWeekends: null,
    weekendAndHolidays: { saturday: false, sunday: false, holiday: false },
    estimateDate: withOffset(part.confirmBy),
    deliveryChannel: 'delivery',
    totalTimePlusCarrierSchedule: '3.00:00:00',
    polygonName: '',
    distanceLevel: null,
    accountCarrier: 'invented',
    dateOfSupplyUtc: null,
    supplyLotId: null,
    isExternal: false,
  };
}
