import { headerText, token } from '@holdfast/node/setting-fields';
import { z } from 'zod';
import type { Given } from '../erp/connector-kind';
import type { Caller } from '../gateway/caller';
import type { ConfigProblem } from './server-config';

const NAME = 'HOLDFAST_GATEWAY_CALLERS';
/** Nightly booking is a day late; a weekend's, three. */
const LONGEST_LAG_MINUTES = 7 * 24 * 60;

const caller = z.strictObject({
  name: z
    .string()
    .regex(/^[\w .-]{1,60}$/, 'a name of at most 60 letters, digits, blanks, dots, dashes or underscores'),
  appKey: headerText,
  appToken: token,
  account: z.string('the name of the store').optional(),
  quantity: z.enum(['on-hand', 'available'], "'on-hand' or 'available'"),
  booksOut: z.enum(['picking', 'invoice'], "'picking' or 'invoice'").default('invoice'),
  lagMinutes: z
    .int(`a whole number of minutes from 0 to ${LONGEST_LAG_MINUTES}`)
    .min(0, `a whole number of minutes from 0 to ${LONGEST_LAG_MINUTES}`)
    .max(LONGEST_LAG_MINUTES, `a whole number of minutes from 0 to ${LONGEST_LAG_MINUTES}`)
    .default(15),
  mode: z.enum(['guard', 'shadow'], "'guard' or 'shadow'").default('guard'),
});
const callers = z.array(caller, 'a JSON list of callers').max(100, 'at most 100 callers');

export type ReadCallers = { ok: true; callers: Caller[] } | { ok: false; problems: ConfigProblem[] };

/** The text of `HOLDFAST_GATEWAY_CALLERS`; no problem shows a value. */
export function readGatewayCallers(given: Given): ReadCallers {
  const text = given[NAME];
  if (text === undefined) return { ok: true, callers: [] };
  const parsed = callers.safeParse(jsonOf(text));
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) };
  const wants = [...twice(parsed.data), ...ofVtex(parsed.data, given)];
  if (wants.length > 0) return { ok: false, problems: wants.map((want) => ({ name: NAME, wants: want })) };
  return { ok: true, callers: parsed.data.map(({ account: _account, ...one }) => one) };
}

/** Undefined when it is none: the shape then says what is wanted. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemsOf(error: z.ZodError): ConfigProblem[] {
  const wants = error.issues.map((issue) => {
    const where = issue.path.length === 0 ? '' : `, where ${placeOf(issue.path)} is `;
    if (issue.code === 'unrecognized_keys') return `a JSON list of callers without ${issue.keys.join(', ')}`;
    return where === '' ? issue.message : `a JSON list of callers${where}${issue.message}`;
  });
  return [...new Set(wants)].map((want) => ({ name: NAME, wants: want }));
}

/** `caller 2's appToken` */
function placeOf([index, field]: readonly PropertyKey[]): string {
  const nth = `caller ${Number(index) + 1}`;
  return field === undefined ? nth : `${nth}'s ${String(field)}`;
}

function twice(list: readonly { name: string; appKey: string }[]): string[] {
  const has = (field: 'name' | 'appKey') => new Set(list.map((one) => one[field])).size < list.length;
  return (['name', 'appKey'] as const)
    .filter(has)
    .map((field) => `callers that each have ${field} of their own`);
}

/** Whoever has VTEX's own key can go past the gateway, and one for another store would write into this one. */
function ofVtex(
  list: readonly { appKey: string; appToken: string; account?: string }[],
  { VTEX_ACCOUNT, VTEX_APP_KEY, VTEX_APP_TOKEN }: Given,
): string[] {
  const wants: string[] = [];
  const [keys, tokens] = [VTEX_APP_KEY, VTEX_APP_TOKEN].map((text = '') => text.split(/\s+/));
  if (list.some(({ appKey, appToken }) => keys?.includes(appKey) || tokens?.includes(appToken)))
    wants.push("key pairs of the gateway's own, not VTEX_APP_KEY and VTEX_APP_TOKEN");
  const isOther = ({ account }: { account?: string }) =>
    account !== undefined && VTEX_ACCOUNT !== undefined && account !== VTEX_ACCOUNT;
  if (list.some(isOther)) wants.push('callers whose account is VTEX_ACCOUNT, or none');
  return wants;
}
