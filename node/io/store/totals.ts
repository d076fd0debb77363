import { type Position, samePosition } from '../../core/position';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { totalPath } from './paths';
import { putOrThrow, readPlain } from './read-document';
import type { TotalDocument } from './shapes';
import type { StoreContext } from './store-context';

/** See `PositionStore.lastTotal`. */
export async function lastTotal({ documents }: StoreContext, position: Position): Promise<number | null> {
  const found = await readPlain(documents, totalPath(position));
  if (found === null) return null;
  const document = found.value as TotalDocument;
  if (!samePosition(document.position, position))
    throw new PlatformUnavailable(`${totalPath(position)}: VBase answered with another document`);
  return document.totalQuantity;
}

/** See `PositionStore.seeTotal`. Written only when it differs; the position's lease keeps others away. */
export async function seeTotal(ctx: StoreContext, position: Position, totalQuantity: number): Promise<void> {
  if ((await lastTotal(ctx, position)) === totalQuantity) return;
  const document: TotalDocument = { kind: 'total', position, totalQuantity };
  await putOrThrow(ctx.documents, totalPath(position), document);
}
