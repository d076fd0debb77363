import { z } from 'zod';
import { type Caller, mayAct, type Role } from './caller';

/** What a handler gives back: an answer of the route's schema, or a failure with its status. */
export type Reply<A> =
  /** `isDone` false: it was only looked at, and the log says nothing of it. */
  { kind: 'answer'; answer: A; isDone: boolean } | { kind: 'failure'; status: FailureStatus; error: string };

type FailureStatus = 400 | 403 | 404 | 409 | 503;

export interface RawInput {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  caller: Caller;
}

/** Sentences of the log that want nothing but who it was. */
export type Told =
  | 'person.hook'
  | 'person.sweep'
  | 'person.backfill-stop'
  | 'person.unregister'
  | 'person.compare'
  | 'person.repair';

/** One endpoint: mounted by the router and described by openapi.json from the same schemas. */
export interface Route {
  method: 'get' | 'post';
  /** Below the API's prefix, ids in braces. */
  path: string;
  summary: string;
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodObject | null;
  /** Name of the answer's schema in openapi.json. */
  answerName: string;
  answer: z.ZodType;
  failures: readonly FailureStatus[];
  /** What the caller has to be at least. */
  need: Role;
  /** What the log says of whoever had it done; null: nothing, or what was done says it itself. */
  tells: Told | null;
  run(raw: RawInput): Promise<Reply<unknown>>;
}

export const nothing = z.strictObject({});

interface RouteSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodObject, A extends z.ZodType>
  extends Omit<Route, 'params' | 'query' | 'body' | 'answer' | 'run' | 'failures' | 'need' | 'tells'> {
  params?: P;
  query?: Q;
  body?: B;
  answer: A;
  /** Beside 400, 401 and 403, which every route may answer. */
  failures?: readonly (404 | 409 | 503)[];
  /** Left out: to read, a viewer; to change anything, an admin. */
  need?: Role;
  tells?: Told;
  handle(input: {
    params: z.output<P>;
    query: z.output<Q>;
    body: z.output<B>;
    caller: Caller;
  }): Promise<Reply<z.output<A>>>;
}

/**
 * Input is parsed once, here, and the answer too: a field that is not in its schema is dropped, so nothing
 * reaches a caller that the document does not name.
 */
export function route<
  P extends z.ZodObject = typeof nothing,
  Q extends z.ZodObject = typeof nothing,
  B extends z.ZodObject = typeof nothing,
  A extends z.ZodType = z.ZodType,
>(spec: RouteSpec<P, Q, B, A>): Route {
  const { method, path, summary, answerName, answer, handle } = spec;
  const params = spec.params ?? nothing;
  const query = spec.query ?? nothing;
  const body = spec.body ?? null;
  const need = spec.need ?? (method === 'get' ? 'viewer' : 'admin');
  const input = z.object({ params, query, body: body ?? z.unknown() });
  return {
    method,
    path,
    summary,
    params,
    query,
    body,
    answerName,
    answer,
    failures: [400, ...(spec.failures ?? [])],
    need,
    tells: spec.tells ?? null,
    async run({ caller, ...raw }) {
      if (!mayAct(caller.role, need))
        return failed(403, `This wants the role ${need}; yours is ${caller.role}.`);
      const parsed = input.safeParse(raw);
      if (!parsed.success) return { kind: 'failure', status: 400, error: reasonOf(parsed.error) };
      const checked = parsed.data as unknown as Omit<Parameters<typeof handle>[0], 'caller'>;
      const reply = await handle({ ...checked, caller });
      return reply.kind === 'answer' ? { ...reply, answer: answer.parse(reply.answer) } : reply;
    },
  };
}

export function answered<A>(answer: A, isDone = true): Reply<A> {
  return { kind: 'answer', answer, isDone };
}

export function failed(status: FailureStatus, error: string): Reply<never> {
  return { kind: 'failure', status, error };
}

/** Names each field and what it wants, never the value it had. */
export function reasonOf(error: z.ZodError): string {
  const reasons = error.issues.map((issue) => {
    const [, ...field] = issue.path;
    if (issue.code === 'unrecognized_keys') return `unknown: ${issue.keys.join(', ')}`;
    return `${field.join('.') || 'body'}: ${issue.message}`;
  });
  return `${[...new Set(reasons)].join('; ')}.`;
}
