import type Router from '@koa/router';
import { withOffset, withoutZone } from '../model/instant';
import { activeParts, type StockPosition } from '../model/position';
import type { ReservationPart } from '../model/reservation';
import {
  acknowledgeReservation,
  cancelReservation,
  confirmReservation,
  expire,
  lockStatus,
  readLock,
} from '../model/reservation-flow';
import { findPosition, type StoreState } from '../model/state';
import { badRequest, type Call, register, reply, type StoreWire } from './call';
import { slaRequestJson } from './sla-request-json';

const RESERVATIONS = '/api/logistics/pvt/inventory/reservations';

const BY_ID = {
  confirm: ['confirmReservation', confirmReservation],
  acknowledge: ['acknowledgeReservation', acknowledgeReservation],
  cancel: ['cancelReservation', cancelReservation],
} as const;

/** Warehouse first, SKU second: the opposite of the inventory's paths. */
export function reservationRoutes(router: Router, wire: StoreWire): void {
  const { state } = wire.store;
  let shift = 0;
  for (const [verb, [endpoint, act]] of Object.entries(BY_ID))
    register(router, wire, 'post', `${RESERVATIONS}/:lockId/${verb}`, endpoint, ({ ctx, params }) =>
      reply(ctx, act(state, params.lockId ?? ''), () => {
        ctx.status = 200;
        ctx.body = '';
      }),
    );
  register(router, wire, 'get', `${RESERVATIONS}/:warehouseId/:skuId`, 'listReservations', (call) =>
    list(wire, call, shift++),
  );
  register(router, wire, 'get', `${RESERVATIONS}/:lockId`, 'getReservation', ({ ctx, params }) =>
    reply(ctx, readLock(state, params.lockId ?? ''), (parts) => {
      ctx.body = { ...reservationJson(parts), ...fieldsById(parts) };
    }),
  );
}

function list({ store: { state } }: StoreWire, { ctx, params, query }: Call, shift: number): void {
  const page = Number(query.page ?? 1);
  const perPage = Number(query.perPage ?? 20);
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(perPage) || perPage < 1) {
    badRequest(ctx, 'page and perPage must be positive');
    return;
  }
  const { platform } = state;
  const rows = ordered(listedParts(state, params), platform.reservationOrder, shift).flatMap(rowsOf);
  const size = Math.min(perPage, 100, platform.mostPerPage);
  ctx.body = {
    items: rows.slice((page - 1) * size, page * size),
    paging: { page, perPage: size, total: rows.length, pages: Math.ceil(rows.length / size) },
  };
}

function listedParts(state: StoreState, params: Call['params']): ReservationPart[] {
  const position = findPosition(state, params.skuId ?? '', params.warehouseId ?? '');
  if (!position) return [];
  expire(state, position.parts.values());
  return state.platform.listsEnded ? unreleasedParts(state, position) : activeParts(position);
}

/** Canceled and expired ones too, which only their locks still know. */
function unreleasedParts(state: StoreState, position: StockPosition): ReservationPart[] {
  return [...state.locks.values()]
    .flat()
    .filter((part) => part.releasedAt === null)
    .filter((part) => findPosition(state, part.skuId, part.warehouseId) === position);
}

function ordered(parts: ReservationPart[], order: string, shift: number): ReservationPart[] {
  if (order === 'newest-first') return parts.reverse();
  const turn = order === 'shifting' && parts.length > 0 ? shift % parts.length : 0;
  return [...parts.slice(turn), ...parts.slice(0, turn)];
}

function rowsOf(part: ReservationPart) {
  const { rows = [part.quantity], fields } = part.telling;
  return rows.map((quantity) => ({ ...listedJson(part, quantity), ...fields }));
}

function listedJson(part: ReservationPart, quantity: number) {
  return {
    LockId: part.lockId,
    ItemId: part.skuId,
    Quantity: quantity,
    SalesChannel: '1',
    ReservationDateUtc: withoutZone(part.reservedAt),
    MaximumConfirmationDateUtc: withoutZone(part.confirmBy),
    ConfirmedDateUtc: withoutZone(part.confirmedAt),
    Status: part.status,
    DateUtcAcknowledgedOnBalanceSystem: withoutZone(part.acknowledgedAt),
    InternalStatus: 0,
  };
}

function fieldsById(parts: ReservationPart[]): Record<string, unknown> {
  const told = parts.map((part) => part.telling.byId).find((one) => one !== undefined);
  return typeof told === 'object' ? told : {};
}

function latestUpdate(parts: ReservationPart[]): bigint {
  let latest = 0n;
  for (const { updatedAt } of parts) if (updatedAt > latest) latest = updatedAt;
  return latest;
}

function reservationJson(parts: ReservationPart[]) {
  const first = parts[0];
  return {
    LastUpdateDateUtc: withOffset(latestUpdate(parts)),
    SalesChannel: '1',
    LockId: first?.lockId ?? '',
    ReservationDateUtc: withOffset(first?.reservedAt ?? null),
    MaximumConfirmationDateUtc: withOffset(first?.confirmBy ?? null),
    Status: lockStatus(parts),
    SlaRequest: parts.map(slaRequestJson),
    CanceledDateUtc: withOffset(first?.canceledAt ?? null),
    AuthorizedDateUtc: withOffset(first?.reservedAt ?? null),
    ConfirmedDateUtc: withOffset(first?.confirmedAt ?? null),
    Errors: [],
    IsSucess: true,
  };
}
