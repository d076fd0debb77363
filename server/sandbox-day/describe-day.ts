import type { Day } from './read-day';

export interface AboutDay {
  /** Of the server; null when this process only works. */
  url: string | null;
  storeUrl: string;
  /** For calls to the store as somebody else would make them. */
  storeKey: string;
  storeToken: string;
  /** Bearer token of stock counts. */
  countToken: string;
  erpUrl: string;
  /** False when the environment named an ERP: what that one took is not known here. */
  erpIsOurs: boolean;
  mode: 'recommend' | 'execute';
  /** True when HOLDFAST_MODE was not set. */
  modeIsDefault: boolean;
  adminToken: string;
}

const STAGES = [
  'authorized',
  'confirmed',
  'acknowledged',
  'invoiced',
  'removed',
  'canceled',
  'expired',
] as const;

export interface DescribedDay {
  /** One screen, for a terminal. */
  screen: string[];
  /** The moving part in one line, for a log. */
  line: string;
}

/** What a newcomer sees. Pure. */
export function describeDay(about: AboutDay, day: Day): DescribedDay {
  const stages = STAGES.map((stage) => `${stage} ${day.byStatus[stage] ?? 0}`).join('   ');
  const perOrder = day.ordersPlaced === 0 ? '-' : (day.vtexCalls / day.ordersPlaced).toFixed(1);
  const removals = `${day.removals} updates took ${day.removedUnits} units out   held ${day.held}   waiting for you ${day.waiting}`;
  const erp = about.erpIsOurs
    ? `${day.erpEvents} events taken   broken promises ${day.erpViolations}`
    : 'yours; the panel shows what it took';
  return {
    screen: [
      'Holdfast, in the sandbox: a store and an ERP that exist only here, with shoppers buying.',
      'Each start begins a new day; the last one is cleared.',
      '',
      ...addresses(about),
      `  mode          ${modeText(about)}`,
      `  admin token   ${about.adminToken}`,
      '',
      `  orders        ${day.ordersPlaced} placed`,
      `  reservations  ${stages}`,
      `  removals      ${removals}`,
      `  VTEX calls    ${day.vtexCalls} (${perOrder} an order so far)`,
      `  ERP           ${erp}`,
      '',
      'Ctrl-C stops. For your own store set VTEX_ACCOUNT, VTEX_APP_KEY and VTEX_APP_TOKEN: docs/configuration.md.',
    ],
    line: `orders ${day.ordersPlaced} | ${stages} | ${removals} | VTEX calls ${day.vtexCalls} (${perOrder} an order) | ERP ${erp}`,
  };
}

function addresses({ url, storeUrl, storeKey, storeToken, countToken, erpUrl }: AboutDay): string[] {
  const ours =
    url === null
      ? []
      : [
          `  panel         ${url}/admin/   (sign in with the admin token below)`,
          `  API           ${url}/_v/holdfast/openapi.json`,
          `  metrics       ${url}/metrics`,
        ];
  const theirs = [
    `  store         ${storeUrl}`,
    `  store key     ${storeKey}`,
    `  store token   ${storeToken}`,
    `  count token   ${countToken}`,
    `  ERP           ${erpUrl}`,
  ];
  return [...ours, ...theirs];
}

function modeText({ mode, modeIsDefault }: AboutDay): string {
  if (!modeIsDefault) return mode;
  return 'execute (only in the sandbox; on a real store the default is recommend)';
}
