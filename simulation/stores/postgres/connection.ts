import type { ClientBase } from 'pg';

/** A connection of `pg`, with what its types leave out. */
export interface Connection extends ClientBase {
  /** The server's process behind it. */
  processID: number;
  connection: { stream: { destroy(): void } };
}

/** As its end looks to the server when the process that has it is killed. */
export function cut({ connection }: Connection): void {
  connection.stream.destroy();
}
