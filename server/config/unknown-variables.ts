import { ERP_VARIABLES } from '../erp/read-erp';
import { variables } from './variables';

/** Read by commands and tests, not by the server. */
const OF_OTHERS = new Set(['HOLDFAST_URL', 'HOLDFAST_IO_LOGS']);
/** Other programs may have variables that begin with VTEX_: a sentence too many does no harm, a typo does. */
const OURS = /^(HOLDFAST|ERP|VTEX)_/;

/** A sentence for each variable that looks like one of ours and is none: a typo would pass in silence. */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set([...Object.keys(variables.shape), ...ERP_VARIABLES]);
  return Object.keys(env)
    .filter((name) => OURS.test(name) && !known.has(name) && !OF_OTHERS.has(name))
    .sort()
    .map((name) => `${name} is set, but Holdfast knows no such variable: see docs/configuration.md.`);
}
