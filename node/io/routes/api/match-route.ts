import type { FileRoute } from '../../../api/file-route';
import type { Route } from '../../../api/route';

export type Matched =
  | { kind: 'json'; route: Route; params: Record<string, string> }
  | { kind: 'file'; file: FileRoute }
  /** The path is one of ours, the method is not. */
  | { kind: 'wrong-method'; allow: string }
  | { kind: 'nothing' };

/** Finds the endpoint of a path below the API's prefix; fixed paths come before those with ids. */
export function matchRoute(
  routes: readonly Route[],
  files: readonly FileRoute[],
  method: string,
  path: string,
): Matched {
  const file = files.find((one) => one.path === path);
  if (file !== undefined)
    return method === 'GET' ? { kind: 'file', file } : { kind: 'wrong-method', allow: 'GET' };
  const fitting = routes.flatMap((route) => {
    const params = paramsOf(route.path, path);
    return params === null ? [] : [{ route, params }];
  });
  const ours = fitting
    .filter(({ route }) => route.method === method.toLowerCase())
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  if (ours[0] !== undefined) return { kind: 'json', ...ours[0] };
  if (fitting.length === 0) return { kind: 'nothing' };
  return { kind: 'wrong-method', allow: fitting.map(({ route }) => route.method.toUpperCase()).join(', ') };
}

/** The ids in braces, decoded; null when the path is another. */
function paramsOf(template: string, path: string): Record<string, string> | null {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== value) return null;
    if (name === undefined) continue;
    const id = decoded(value);
    if (id === null || id === '') return null;
    params[name] = id;
  }
  return params;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const MOUNTED = /\/holdfast\/api(\/[^?#]*)/;

/**
 * The path below the API's prefix, from whichever the platform hands over: the request's own path (with or
 * without account and workspace before it), the path the browser asked for, or the route's `*path`. It only
 * chooses among endpoints that all want the same rights.
 */
export function apiPathOf(request: {
  path: string;
  forwardedPath: string;
  wildcard: unknown;
}): string | null {
  for (const path of [request.path, request.forwardedPath]) {
    const below = MOUNTED.exec(path)?.[1];
    if (below !== undefined) return below.length > 1 ? below.replace(/\/$/, '') : below;
  }
  return typeof request.wildcard === 'string' ? `/${request.wildcard.replace(/^\//, '')}` : null;
}
