import { type CursorList, decodeCursor, encodeCursor } from '../cursor';
import type { ApiQueries, Page } from '../ports';
import { answered, failed, type Reply } from '../route';

/** Reads one page and turns its last row into the next page's cursor; 400 for a cursor we did not make. */
export async function listAnswer<Row, Answer>(
  list: CursorList,
  { cursors }: Pick<ApiQueries, 'cursors'>,
  cursor: string | undefined,
  read: (after: unknown) => Promise<Page<Row, unknown>>,
  answer: (rows: Row[], nextCursor: string | null) => Answer,
): Promise<Reply<Answer>> {
  const after = decodeCursor(list, cursors[list], cursor);
  if (after.kind === 'bad')
    return failed(400, 'cursor: not one that this list handed out; leave it out to begin anew.');
  const page = await read(after.row);
  const nextCursor = page.next === null ? null : encodeCursor(list, page.next);
  return answered(answer(page.rows, nextCursor));
}
