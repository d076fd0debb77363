import type { ConfigProblem, ErpConfig } from './server-config';
import type { Variables } from './variables';

/** Only mean something with `ERP_CONNECTOR=tryton`. */
const OWN = [
  'ERP_DATABASE',
  'ERP_USER',
  'ERP_PASSWORD',
  'ERP_WAREHOUSES',
  'ERP_SKUS',
  'ERP_CUSTOMER',
  'ERP_COMPANY',
  'ERP_STOCK_WRITE',
] as const;
const WANTED: Readonly<Record<string, string>> = {
  ERP_URL: "the address of Tryton's server",
  ERP_DATABASE: "the name of Tryton's database",
  ERP_USER: 'the login of the user that works for Holdfast',
  ERP_PASSWORD: "that user's password",
};

type Given = Readonly<Record<string, string>>;

export function trytonProblems(given: Given): ConfigProblem[] {
  const missing = Object.entries(WANTED)
    .filter(([name]) => given[name] === undefined)
    .map(([name, what]) => ({ name, wants: `${what}, because ERP_CONNECTOR is 'tryton'` }));
  if (given.ERP_SECRET === undefined) return missing;
  return [
    ...missing,
    { name: 'ERP_SECRET', wants: "not to be set with ERP_CONNECTOR 'tryton', which signs nothing" },
  ];
}

/** Half a Tryton would silently be no Tryton. */
export function strayTrytonProblems(given: Given): ConfigProblem[] {
  return OWN.filter((name) => given[name] !== undefined).map((name) => ({
    name,
    wants: "ERP_CONNECTOR to be 'tryton' (or not to be set)",
  }));
}

export function trytonOf(values: Variables): Extract<ErpConfig, { kind: 'tryton' }> | null {
  const { ERP_URL: url, ERP_DATABASE: database, ERP_USER: user, ERP_PASSWORD: password } = values;
  if (url === undefined || database === undefined || user === undefined || password === undefined)
    return null;
  return {
    kind: 'tryton',
    url: url.replace(/\/+$/, ''),
    database,
    user,
    password,
    warehouses: values.ERP_WAREHOUSES ?? {},
    skus: values.ERP_SKUS ?? {},
    customer: values.ERP_CUSTOMER,
    company: values.ERP_COMPANY ?? null,
    stockWrite: values.ERP_STOCK_WRITE,
  };
}
