import { z } from 'zod';

/** The part of `manifest.json` that says what an app may do. */
export const policyList = z.array(
  z.object({
    name: z.string(),
    attrs: z.object({ host: z.string(), path: z.string() }).partial().optional(),
  }),
);
export type Policy = z.infer<typeof policyList>[number];

export interface Policies {
  /** A policy by name; License Manager's resources are policies named after their key. */
  holds(name: string): boolean;
  /** `outbound-access`: `*` stands for anything, `{{account}}` for the account. */
  mayReach(host: string, path: string): boolean;
}

export function newPolicies(list: readonly Policy[], account: string): Policies {
  const names = new Set(list.map(({ name }) => name));
  const outbound = list.flatMap(({ name, attrs }) =>
    name === 'outbound-access' && attrs?.host !== undefined
      ? [{ host: glob(attrs.host, account), path: glob(attrs.path ?? '/*', account) }]
      : [],
  );
  return {
    holds: (name) => names.has(name),
    mayReach: (host, path) => outbound.some((rule) => rule.host.test(host) && rule.path.test(path)),
  };
}

function glob(pattern: string, account: string): RegExp {
  const parts = pattern.replaceAll('{{account}}', account).split('*');
  return new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'i');
}
