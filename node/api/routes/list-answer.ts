import { type CursorList, type CursorOf, decodeCursor, encodeCursor } from '../cursor';
import type { Page } from '../ports';
import { failed, type Reply } from '../route';

/** Reads one page and turns its last row into the next page's cursor; 400 for a cursor we did not make. */
export async function listAnswer<L extends CursorList, Row, Answer>(
  list: L,
  cursor: string | undefined,
  read: (after: CursorOf<L> | null) => Promise<Page<Row, CursorOf<L>>>,
  answer: (rows: Row[], nextCursor: string | null) => Answer,
): Promise<Reply<Answer>> {
  const after = decodeCursor(list, cursor);
  if (after.kind === 'bad')
    return failed(400, 'cursor: not one that this list handed out; leave it out to begin anew.');
  const page = await read(after.row);
  const nextCursor = page.next === null ? null : encodeCursor(list, page.next);
  return { kind: 'answer', answer: answer(page.rows, nextCursor) };
}
