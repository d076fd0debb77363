/**
 * One call to VBase, made once: no retry, nothing memoised, no single flight. `path` is below the app's buckets:
 * `/{bucket}/files...`. Header names of the answer are lower case.
 */
export type VBaseHttp = (request: VBaseRequest) => Promise<VBaseAnswer>;

export interface VBaseRequest {
  method: 'GET' | 'PUT' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  headers: Record<string, string>;
  /** JSON text. */
  body?: string;
}

export type VBaseAnswer =
  /** Any status; `body` is the text as it came (decompressed), empty when there was none. */
  | { kind: 'answered'; status: number; headers: Record<string, string>; body: string }
  /** Time-out, broken connection, a router's own time-out: it may have been applied. */
  | { kind: 'no-answer'; message: string };
