/** What carries a VTEX request: axios in the server, the platform's HttpClient inside VTEX IO. */
export interface VtexRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with ids already encoded, from `/api`. */
  path: string;
  /** The path with placeholders: names the endpoint in logs, metrics and rate limits. */
  endpoint: string;
  query?: Record<string, string | number>;
  body?: unknown;
}

/** An answer of any status, or none. Never throws for what the network does. */
export type VtexAnswer =
  | { kind: 'answer'; status: number; headers: Record<string, string | undefined>; body: unknown }
  | { kind: 'no-answer'; code: string; message: string };

export interface VtexTransport {
  send(request: VtexRequest): Promise<VtexAnswer>;
}
