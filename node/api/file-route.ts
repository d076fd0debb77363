import { z } from 'zod';
import { type RawInput, reasonOf } from './route';

/** A file that is made while it is read: text in pieces, of any length. */
export type FileReply =
  | { kind: 'file'; pieces: AsyncIterable<string> }
  | { kind: 'failure'; status: 400; error: string };

/** An endpoint that answers with a file instead of JSON: mounted by the router and described by openapi.json. */
export interface FileRoute {
  /** Below the API's prefix. */
  path: string;
  summary: string;
  query: z.ZodObject;
  contentType: string;
  fileName: string;
  failures: readonly 400[];
  run(raw: Pick<RawInput, 'query'>): Promise<FileReply>;
}

interface FileRouteSpec<Q extends z.ZodObject> extends Omit<FileRoute, 'query' | 'run' | 'failures'> {
  query: Q;
  /**
   * Resolves with what is known to be there: whatever throws before the first piece is still answered with a
   * status, while a failure in the middle can only cut the file short.
   */
  handle(query: z.output<Q>): Promise<AsyncIterable<string>>;
}

export function fileRoute<Q extends z.ZodObject>({ query, handle, ...rest }: FileRouteSpec<Q>): FileRoute {
  const input = z.object({ query });
  return {
    ...rest,
    query,
    failures: [400],
    async run(raw) {
      const parsed = input.safeParse({ query: raw.query });
      if (!parsed.success) return { kind: 'failure', status: 400, error: reasonOf(parsed.error) };
      return { kind: 'file', pieces: await handle((parsed.data as unknown as { query: z.output<Q> }).query) };
    },
  };
}
