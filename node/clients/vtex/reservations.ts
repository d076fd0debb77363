import { z } from 'zod';
import type { ListedReservation } from '../../core/gate/reading';
import type { Call } from './call-policy';
import { endpoints } from './endpoints';
import { decisiveInstant, instant, listOf, lockId, optionalWarehouseId, quantity, skuId } from './fields';
import { listedState, stateById } from './reservation-states';
import { withoutValue } from './results';
import type { ReservationById, VtexApi } from './vtex-api';

const PER_PAGE = 100;

const listedReservation = z
  .object({
    LockId: lockId,
    Quantity: quantity,
    Status: z.unknown().optional(),
    DateUtcAcknowledgedOnBalanceSystem: decisiveInstant,
    ReservationDateUtc: instant,
    MaximumConfirmationDateUtc: instant,
  })
  .transform(
    (row): ListedReservation => ({
      lockId: row.LockId,
      quantity: row.Quantity,
      state: listedState(row.Status),
      acknowledgedAt: row.DateUtcAcknowledgedOnBalanceSystem,
      reservedAt: row.ReservationDateUtc,
      confirmBy: row.MaximumConfirmationDateUtc,
    }),
  );

/** VTEX documents neither query nor schema of this list; both are as third-party clients observed them. */
const listAnswer = z.object({
  items: z.array(listedReservation),
  paging: z.object({
    total: z.number().int().min(0),
    /** 0 when the list is empty. */
    pages: z.number().int().nullish(),
    perPage: z.number().int().nullish(),
  }),
});

/** Reservation by id spells the warehouse `wareHouseId` or `warehouseId`, on the part or on its item. */
const part = z.object({
  item: z.object({
    id: skuId,
    quantity,
    kitItem: listOf(skuId),
    wareHouseId: optionalWarehouseId,
    warehouseId: optionalWarehouseId,
  }),
  wareHouseId: optionalWarehouseId,
  warehouseId: optionalWarehouseId,
});

const reservationAnswer = z
  .object({
    LockId: lockId,
    Status: z.unknown().optional(),
    MaximumConfirmationDateUtc: instant,
    SlaRequest: listOf(part),
  })
  .transform(
    (answer): ReservationById => ({
      lockId: answer.LockId,
      state: stateById(answer.Status),
      confirmBy: answer.MaximumConfirmationDateUtc,
      items: answer.SlaRequest.flatMap(itemOfPart),
    }),
  );

function itemOfPart({ item, wareHouseId, warehouseId }: z.output<typeof part>): ReservationById['items'] {
  const warehouse = wareHouseId ?? warehouseId ?? item.wareHouseId ?? item.warehouseId;
  if (warehouse === null) return [];
  return [{ skuId: item.id, warehouseId: warehouse, quantity: item.quantity, kitSkuIds: item.kitItem }];
}

type Reservations = Pick<
  VtexApi,
  'listReservations' | 'getReservation' | 'acknowledgeReservation' | 'cancelReservation'
>;

export function createReservations(call: Call): Reservations {
  return {
    async listReservations({ skuId, warehouseId }, page) {
      const query = { page, perPage: PER_PAGE };
      const result = await call(
        endpoints.listReservations,
        { ids: { warehouseId, skuId }, query },
        listAnswer,
      );
      if (!result.ok) return result;
      const { items, paging } = result.value;
      const perPage = paging.perPage && paging.perPage > 0 ? paging.perPage : PER_PAGE;
      const hasMore = items.length > 0 && (page * perPage < paging.total || page < (paging.pages ?? 0));
      return { ok: true, value: { items, total: paging.total, hasMore }, date: result.date };
    },
    getReservation: (lockId) =>
      call(endpoints.getReservation, { ids: { reservationId: lockId } }, reservationAnswer),
    async acknowledgeReservation(lockId) {
      const ids = { reservationId: lockId };
      return withoutValue(await call(endpoints.acknowledgeReservation, { ids }, z.unknown()));
    },
    async cancelReservation(lockId) {
      const ids = { reservationId: lockId };
      return withoutValue(await call(endpoints.cancelReservation, { ids }, z.unknown()));
    },
  };
}
