import type { PostRequest } from '../webhook/http-post';

/** An answer of any status, redirects included (they are not followed), or none. */
export type RpcHttpAnswer =
  | { kind: 'answer'; status: number; headers: Record<string, string | undefined>; body: string }
  /** `code` as Node names it (`ECONNREFUSED`), or `TIMEOUT`. */
  | { kind: 'no-answer'; code: string };

/** One POST whose answer is read whole. Never throws for what the network does. */
export type RpcHttp = (request: PostRequest) => Promise<RpcHttpAnswer>;
