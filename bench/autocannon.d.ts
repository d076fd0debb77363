/** The part of autocannon 9 that the benches use; it brings no types of its own. */
declare module 'autocannon' {
  interface Request {
    method: string;
    headers: Record<string, string>;
    body?: string;
    setupRequest(request: Request): Request;
  }
  interface Result {
    requests: { average: number; total: number };
    /** Milliseconds. */
    latency: { p50: number; p99: number };
    non2xx: number;
    errors: number;
    timeouts: number;
  }
  function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    requests: Pick<Request, 'method' | 'headers' | 'setupRequest'>[];
  }): Promise<Result>;
  export = autocannon;
}
