/** One call to Master Data v2, below `/api/dataentities`. */
export interface MasterDataRequest {
  method: 'GET' | 'PUT' | 'DELETE';
  /** Begins with `/`; its parts are percent-encoded already. */
  path: string;
  /** Not encoded yet. */
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  /** Sent as JSON when it is there. */
  body?: unknown;
}

export type MasterDataReply =
  /** Whatever the status; names of headers in lower case; the body parsed as JSON, null when it is none. */
  | { kind: 'answer'; status: number; headers: Readonly<Record<string, string | undefined>>; body: unknown }
  /** Nothing came back in time. `message` holds no secret. */
  | { kind: 'no-answer'; message: string };

/**
 * How Master Data is reached. Sends once: no retries, no memory of former answers, and a time-out of a few
 * seconds, for the log is written on the way of the store's steps. Never rejects.
 */
export interface MasterDataHttp {
  send(request: MasterDataRequest): Promise<MasterDataReply>;
}
