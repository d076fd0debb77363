import { z } from 'zod';
import type { Call } from './call-policy';
import { endpointName, endpoints } from './endpoints';
import { instant, listOf, optionalText, orderId } from './fields';
import { readWindow } from './list-window';
import { orderAnswer } from './read-order';
import type { ListedOrder, TimeWindow, VtexApi, VtexFailure, VtexResult } from './vtex-api';

const PER_PAGE = 100;
/** VTEX serves 30 pages of a list and no more. */
export const MAX_PAGES = 30;
export const MAX_LISTED = PER_PAGE * MAX_PAGES;

const listAnswer = z.object({
  list: listOf(z.object({ orderId, status: optionalText, creationDate: instant })),
  paging: z.object({ total: z.number().int().min(0) }),
});

interface Listed {
  field: Parameters<VtexApi['listOrders']>[0];
  status: string | undefined;
}

/** "Get order" and "List orders". */
export function createOrders(call: Call): Pick<VtexApi, 'getOrder' | 'listOrders'> {
  return {
    getOrder: (orderId) => call(endpoints.getOrder, { ids: { orderId } }, orderAnswer),
    listOrders: (field, window, status) => listWindow(call, { field, status }, window),
  };
}

/**
 * Pages of the orders in a window, halving it while it holds more than VTEX can serve. A window of a second
 * is not halved further: what it holds beyond 3,000 cannot be listed, which is said by a last result
 * (`unreadable-answer`, retry `never`) after the 3,000. Ends after the first failure.
 */
async function* listWindow(
  call: Call,
  listed: Listed,
  window: TimeWindow,
): AsyncGenerator<VtexResult<ListedOrder[]>> {
  const waiting = [readWindow(window)];
  for (let current = waiting.pop(); current; current = waiting.pop()) {
    for (let page = 1, pages = 1; page <= Math.min(pages, MAX_PAGES); page += 1) {
      const result = await listPage(call, listed, current, page);
      if (!result.ok) {
        yield result;
        return;
      }
      const { list, paging } = result.value;
      const halves = paging.total > MAX_LISTED && page === 1 ? current.halves() : null;
      if (halves) {
        waiting.push(halves[1], halves[0]);
        break;
      }
      pages = Math.ceil(paging.total / PER_PAGE);
      yield { ok: true, value: list.map(listedOrder), date: result.date };
      if (page === MAX_PAGES && paging.total > MAX_LISTED)
        yield { ok: false, failure: cutOff(paging.total, current.text) };
    }
  }
}

function listPage(call: Call, { field, status }: Listed, window: { text: string }, page: number) {
  const query = {
    page,
    per_page: PER_PAGE,
    // Oldest first: an order that arrives meanwhile lengthens the last page instead of moving every other.
    orderBy: 'creationDate,asc',
    [`f_${field}`]: `${field}:[${window.text}]`,
    ...(status === undefined ? {} : { f_status: status }),
  };
  return call(endpoints.listOrders, { query }, listAnswer);
}

function listedOrder(listed: z.output<typeof listAnswer>['list'][number]): ListedOrder {
  return { orderId: listed.orderId, status: listed.status, createdAt: listed.creationDate };
}

function cutOff(total: number, window: string): VtexFailure {
  return {
    kind: 'unreadable-answer',
    retry: 'never',
    retryAfterMs: null,
    status: 200,
    endpoint: endpointName(endpoints.listOrders),
    missingResource: null,
    maybeApplied: false,
    message: `${total} orders within one second (${window}): VTEX lists ${MAX_LISTED} of them and no more`,
  };
}
