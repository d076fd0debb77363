import type { IncomingMessage } from 'node:http';
import { readText } from '../http/read-text';
import type { Route } from './route';

const BODY_LIMIT_BYTES = 64 * 1024;

/** `kind=a&kind=b` means the same as `kind=a,b`. */
export function joined(
  query: Record<string, string | string[] | undefined>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
}

export type Body = { kind: 'body'; value: unknown } | { kind: 'bad'; status: 400 | 413; error: string };

/** No body at all is an empty object: approving without a note needs none. */
export async function bodyOf(request: IncomingMessage, route: Pick<Route, 'body'>): Promise<Body> {
  if (route.body === null) return { kind: 'body', value: {} };
  const read = await readText(request, BODY_LIMIT_BYTES);
  if (read.kind === 'too-long') return { kind: 'bad', status: 413, error: 'The body is longer than 64 KiB.' };
  if (read.kind === 'broken') return { kind: 'bad', status: 400, error: 'The body could not be read.' };
  if (read.text.trim() === '') return { kind: 'body', value: {} };
  try {
    return { kind: 'body', value: JSON.parse(read.text) };
  } catch {
    return { kind: 'bad', status: 400, error: 'The body is not JSON.' };
  }
}
