import { unescape as decode } from 'node:querystring';
import { z } from 'zod';

/** The part of `service.json` that the platform's router and courier act on. */
export const serviceJson = z.looseObject({
  timeout: z.number().default(10),
  routes: z
    .record(z.string(), z.looseObject({ path: z.string(), public: z.boolean().default(false) }))
    .default({}),
  events: z
    .record(
      z.string(),
      z.looseObject({
        sender: z.string(),
        topics: z.array(z.string()).optional(),
        keys: z.array(z.string()).optional(),
      }),
    )
    .default({}),
});
export type ServiceJson = z.infer<typeof serviceJson>;

export interface FoundRoute {
  id: string;
  isPublic: boolean;
  params: Record<string, string>;
}

/** The route of a path: `:name` is one segment, `*name` or `:name*` the rest. The most exact pattern wins. */
export function findRoute({ routes }: ServiceJson, path: string): FoundRoute | null {
  const found = Object.entries(routes)
    .flatMap(([id, route]) => {
      const params = paramsOf(route.path, path);
      return params ? [{ id, isPublic: route.public, params, looseness: loosenessOf(route.path) }] : [];
    })
    .sort((a, b) => a.looseness - b.looseness)[0];
  return found ? { id: found.id, isPublic: found.isPublic, params: found.params } : null;
}

/** Handlers of the app that listen to a sender's topic. */
export function listenersTo({ events }: ServiceJson, sender: string, key: string): string[] {
  const [name] = sender.split('@');
  return Object.entries(events)
    .filter(([, one]) => one.sender === name && (one.topics ?? one.keys ?? []).includes(key))
    .map(([id]) => id);
}

const loosenessOf = (pattern: string) =>
  pattern
    .split('/')
    .reduce((sum, part) => sum + (part.includes('*') ? 1000 : part.startsWith(':') ? 1 : 0), 0);

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [segments(pattern), segments(path)];
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const wildcard = /^(?:\*(\w*)|:(\w+)\*)$/.exec(part);
    if (wildcard) {
      params[wildcard[1] || wildcard[2] || 'path'] = given.slice(index).join('/');
      return params;
    }
    const segment = given[index];
    if (part.startsWith(':') && segment) params[part.slice(1)] = segment;
    else if (part !== segment) return null;
  }
  return wanted.length === given.length ? params : null;
}

/** Decoded; what is no proper encoding stays as it is. */
function segments(path: string): string[] {
  return path.split('/').map((part) => decode(part));
}
