import type { Query } from '../api/query-string';
import { queryString } from '../api/query-string';

/** Where in the panel somebody is. It lives in the hash, so that any host can keep its own paths. */
export interface Route {
  /** `['orders', 'v1-01']`; empty for the overview. */
  path: string[];
  query: { [name: string]: string };
}

/** Reads `#/orders/v1-01?x=y`; anything that is not ours is the overview. */
export function parseHash(hash: string): Route {
  const [path, query] = hash.replace(/^#?\/?/, '').split('?', 2);
  return { path: (path ?? '').split('/').filter(Boolean).map(decoded), query: parseQuery(query ?? '') };
}

/** `formatHash(['log'], { kind: 'plan' })` is `#/log?kind=plan`. */
export function formatHash(path: readonly string[], query: Query = {}): string {
  return `#/${path.map(encodeURIComponent).join('/')}${queryString(query)}`;
}

function parseQuery(text: string): { [name: string]: string } {
  const query: { [name: string]: string } = {};
  for (const pair of text.split('&')) {
    const at = pair.indexOf('=');
    if (at > 0) query[decoded(pair.slice(0, at))] = decoded(pair.slice(at + 1));
  }
  return query;
}

/** A broken escape is taken as it stands: a link cut off in an e-mail must not break the page. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch (_broken) {
    return text;
  }
}
