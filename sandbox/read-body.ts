import type { IncomingMessage } from 'node:http';
import rawBody from 'raw-body';

/** The body as text, at most 1 MiB. */
export const readBody = (request: IncomingMessage): Promise<string> =>
  rawBody(request, { limit: '1mb', encoding: 'utf-8' });

/** Undefined for what is not JSON; an empty body is an empty object. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
