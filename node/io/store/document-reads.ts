import { asOrderId, type OrderId, type PlanId } from '../../core/id';
import type { Position } from '../../core/position';
import { segmentsOf } from '../documents/document-path';
import { readStream } from './deliveries';
import { readOrderDocument, readPositionDocument } from './finish-begun';
import { FOLDERS, planPath, positionAt } from './paths';
import { readPlain } from './read-document';
import type { OrderDocument, PlanPointer, PositionDocument, StreamDocument } from './shapes';
import type { StoreContext } from './store-context';

/** Names of one page, and the token of the next page. A listing may lag behind and may name what is over. */
export interface NamePage<Name> {
  names: Name[];
  next: string | null;
}

/**
 * What queries may see of the store's documents. Reads only; null when there is none; throws
 * `PlatformUnavailable` where VBase leaves it unsure.
 */
export interface DocumentReads {
  order(orderId: OrderId): Promise<OrderDocument | null>;
  position(position: Position): Promise<PositionDocument | null>;
  stream(name: string): Promise<StreamDocument | OrderDocument | PositionDocument | null>;
  planPointer(planId: PlanId): Promise<PlanPointer | null>;
  /** Orders that are not over, and a few that are. */
  activeOrders(after: string | null, limit: number): Promise<NamePage<OrderId>>;
  /** Every position that ever had a reservation or a plan. */
  positions(after: string | null, limit: number): Promise<NamePage<Position>>;
  /** Positions with a settled reservation that waits for its removal; one may come several times, an order each. */
  settledPositions(after: string | null, limit: number): Promise<NamePage<Position>>;
  /** Streams with something that is not accepted (pending or parked), and a few without. */
  waitingStreams(after: string | null, limit: number): Promise<NamePage<string>>;
}

export function createDocumentReads(ctx: StoreContext): DocumentReads {
  const names = async <Name>(
    folder: string,
    page: { after: string | null; limit: number },
    nameOf: (segments: string[]) => Name,
  ): Promise<NamePage<Name>> => {
    const listed = await ctx.documents.list(folder, page.after, page.limit);
    return { names: listed.paths.map(({ path }) => nameOf(segmentsOf(path))), next: listed.next };
  };
  return {
    order: async (orderId) => (await readOrderDocument(ctx, orderId))?.document ?? null,
    position: async (position) => (await readPositionDocument(ctx, position))?.document ?? null,
    stream: (name) => readStream(ctx, name),
    planPointer: async (planId) => {
      const found = await readPlain(ctx.documents, planPath(planId));
      return (found?.value ?? null) as PlanPointer | null;
    },
    activeOrders: (after, limit) =>
      names(FOLDERS.activeOrders, { after, limit }, ([, , orderId = '']) => asOrderId(orderId)),
    positions: (after, limit) => names(FOLDERS.positions, { after, limit }, positionAt),
    settledPositions: (after, limit) => names(FOLDERS.settled, { after, limit }, positionAt),
    waitingStreams: (after, limit) =>
      names(FOLDERS.waitingStreams, { after, limit }, ([, , name = '']) => name),
  };
}
