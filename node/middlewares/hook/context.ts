import type { Middleware } from 'koa-compose';
import type { ReadText } from '../../http/read-text';
import type { Notification } from '../../store/notification';
import type { LogEntry } from '../../store/sync-log';

/** A notification on its way in: what is recorded of it, and whether an order is to be looked at. */
export interface TakenNotification {
  notification: Notification;
  entry: LogEntry;
  /** False for an id that cannot be an order's: recorded, and nothing else. */
  lookAt: boolean;
}

export type IntakeOutcome =
  /** The record and its job are committed. */
  | { kind: 'durable' }
  /** More is waiting than may wait, or the database is away: the sender is asked to come again. */
  | { kind: 'unavailable'; message: string };

/** Makes notifications durable. The server commits those that arrive together in one transaction. */
export interface NotificationIntake {
  take(taken: TakenNotification): Promise<IntakeOutcome>;
}

export interface HookReply {
  status: 200 | 400 | 401 | 413 | 503;
  /** Short, for the sender's log. */
  message: string;
  /** What was not read of the body is on the connection still: it cannot be used again. */
  hangUp?: true;
}

export type HookMessage = { kind: 'ping' } | { kind: 'notification'; notification: Notification };

/** What the hook's chain works with, whatever the host: Koa in the server, @vtex/api inside VTEX IO. */
export interface HookContext {
  readonly account: string;
  /** What VTEX was told to send in `x-holdfast-key`; two while one takes the other's place. */
  readonly hookSecrets: readonly string[];
  readonly receivedKey: string | undefined;
  /** Reads the body, which nobody reads for a stranger. */
  readBody(): Promise<ReadText>;
  readonly intake: NotificationIntake;
  message: HookMessage | null;
  taken: TakenNotification | null;
  /** Null until a middleware answers. */
  reply: HookReply | null;
}

export type HookMiddleware = Middleware<HookContext>;
