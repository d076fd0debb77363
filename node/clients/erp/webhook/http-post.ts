/** What the connector needs of HTTP: axios in the server, the platform's client inside VTEX IO. */
export interface PostRequest {
  url: string;
  headers: Record<string, string>;
  /** Exactly these characters are signed: the transport must not touch them. */
  body: string;
  timeoutMs: number;
}

/** An answer of any status, redirects included (they are not followed), or none. */
export type PostAnswer =
  | { kind: 'answer'; status: number; headers: Record<string, string | undefined> }
  /** `code` as Node names it (`ECONNREFUSED`, `CERT_HAS_EXPIRED`), or `TIMEOUT`. */
  | { kind: 'no-answer'; code: string };

/** Never throws for what the network does. */
export type HttpPost = (request: PostRequest) => Promise<PostAnswer>;
