import { z } from 'zod';
import type { Call } from './call-policy';
import { endpoints } from './endpoints';
import { listOf, optionalText } from './fields';
import { goneWhenNotFound, nullWhenNotFound, withoutValue } from './results';
import type { Found, HookConfig, VtexApi } from './vtex-api';

export const filterSchema = z.object({ type: optionalText, status: listOf(z.string()) }).nullish();

/** What `read` makes of an answer, and with it the body that saves the same again. */
export function withSavable<Config>(read: z.ZodType<Config | null>, savable: z.ZodType) {
  return z.unknown().transform((whole, ctx): Found<Config> | null => {
    const parsed = read.safeParse(whole);
    if (!parsed.success) {
      ctx.addIssue('not a configuration');
      return z.NEVER;
    }
    return parsed.data && { ...parsed.data, savedAs: savable.parse(whole) };
  });
}

/** Any part of an answer as an object to save again; VTEX refuses a filter with both statuses and an expression. */
export const savable = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((part) => {
    const isSet = ([, value]: [string, unknown]) =>
      value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
    return Object.fromEntries(Object.entries(part).filter(isSet));
  });

const savableHook = z.object({ filter: savable, hook: savable });

/** VTEX gives no schema for this answer; without a hook it may be 404, empty or without a `hook`. */
const hookRead = z
  .union([
    z.object({
      filter: filterSchema,
      hook: z
        .object({ url: optionalText, headers: z.record(z.string(), z.coerce.string()).nullish() })
        .nullish(),
    }),
    z.literal('').transform(() => null),
    z.null(),
  ])
  .transform((answer): HookConfig | null => {
    if (!answer?.hook?.url) return null;
    return {
      url: answer.hook.url,
      headers: answer.hook.headers ?? {},
      filter: { type: answer.filter?.type ?? '', status: answer.filter?.status ?? [] },
    };
  });

const hookAnswer = withSavable(hookRead, savableHook);

/** The order hook: one per app key, saved only when our URL answers VTEX's ping. */
export function createHook(
  call: Call,
): Pick<VtexApi, 'getHookConfig' | 'saveHookConfig' | 'deleteHookConfig'> {
  return {
    async getHookConfig() {
      return nullWhenNotFound(await call(endpoints.getHookConfig, {}, hookAnswer));
    },
    async saveHookConfig(config) {
      const body = 'savedAs' in config ? config.savedAs : bodyOf(config);
      return withoutValue(await call(endpoints.saveHookConfig, { body }, z.unknown()));
    },
    async deleteHookConfig() {
      return goneWhenNotFound(await call(endpoints.deleteHookConfig, {}, z.unknown()));
    },
  };
}

const bodyOf = ({ url, headers, filter }: HookConfig) => ({ filter, hook: { url, headers } });
