import { z } from 'zod';
import type { Call } from './call-policy';
import { endpoints } from './endpoints';
import { listOf, optionalText } from './fields';
import { nullWhenNotFound, withoutValue } from './results';
import type { HookConfig, VtexApi } from './vtex-api';

export const filterSchema = z.object({ type: optionalText, status: listOf(z.string()) }).nullish();

/** VTEX gives no schema for this answer; without a hook it may be 404, empty or without a `hook`. */
const hookAnswer = z
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

/** The order hook: one per app key, saved only when our URL answers VTEX's ping. */
export function createHook(call: Call): Pick<VtexApi, 'getHookConfig' | 'saveHookConfig'> {
  return {
    async getHookConfig() {
      return nullWhenNotFound(await call(endpoints.getHookConfig, {}, hookAnswer));
    },
    async saveHookConfig({ url, headers, filter }) {
      const body = { filter, hook: { url, headers } };
      return withoutValue(await call(endpoints.saveHookConfig, { body }, z.unknown()));
    },
  };
}
