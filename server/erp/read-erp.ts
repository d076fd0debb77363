import type { Given, ReadErp } from './connector-kind';
import { CONNECTORS } from './connectors';
import { webhook } from './webhook';

export const ERP_CONNECTOR_NAMES = CONNECTORS.map(({ name }) => name);
/** Of all connectors. */
export const ERP_VARIABLES = [...new Set(CONNECTORS.flatMap(({ variables }) => variables))];

/** The connector that the environment asks for; null when it asks for none. An unknown name asks for none. */
export function readErp(given: Given): ReadErp | null {
  const chosen = chosenIn(given);
  const wanted = chosen?.read(given, reasonIn(given)) ?? null;
  const strays = straysIn(given, chosen?.variables ?? []);
  if (strays.length === 0) return wanted;
  return { ok: false, problems: [...(wanted?.ok === false ? wanted.problems : []), ...strays] };
}

function chosenIn(given: Given) {
  if (given.ERP_CONNECTOR !== undefined) return CONNECTORS.find(({ name }) => name === given.ERP_CONNECTOR);
  return webhook.variables.some((name) => given[name] !== undefined) ? webhook : undefined;
}

function reasonIn(given: Given): string {
  if (given.ERP_CONNECTOR !== undefined) return `ERP_CONNECTOR is '${given.ERP_CONNECTOR}'`;
  return `${webhook.variables.filter((name) => given[name] !== undefined).join(' and ')} is set`;
}

/** Half a connector would silently be none, or another one. */
function straysIn(given: Given, own: readonly string[]): { name: string; wants: string }[] {
  return ERP_VARIABLES.filter((name) => given[name] !== undefined && !own.includes(name)).map((name) => {
    const users = CONNECTORS.filter(({ variables }) => variables.includes(name)).map(
      (one) => `'${one.name}'`,
    );
    return { name, wants: `ERP_CONNECTOR to be ${users.join(' or ')} (or not to be set)` };
  });
}
