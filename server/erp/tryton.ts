import { setTimeout as sleep } from 'node:timers/promises';
import type { TrytonSettings } from '@holdfast/node/clients/erp/tryton/settings';
import { createTrytonConnector } from '@holdfast/node/clients/erp/tryton/tryton-connector';
import { erpUrl, isPrivate, oneOf } from '@holdfast/node/setting-fields';
import { z } from 'zod';
import { codeMap } from '../config/code-map';
import { createAxiosRpc } from '../erp-http/axios-rpc';
import { connectorKind } from './connector-kind';

const onOff = oneOf(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

export const trytonVariables = {
  ERP_URL: erpUrl.describe("the address of Tryton's server"),
  ERP_DATABASE: z.string().describe("the name of Tryton's database"),
  ERP_USER: z.string().describe('the login of the user that works for Holdfast'),
  ERP_PASSWORD: z.string().describe("that user's password"),
  ERP_WAREHOUSES: codeMap.optional(),
  ERP_SKUS: codeMap.optional(),
  ERP_CUSTOMER: z.string().default('VTEX'),
  ERP_COMPANY: z.string().optional(),
  ERP_STOCK_WRITE: onOff,
  ERP_PLAIN_HTTP: onOff,
};

type Values = z.output<z.ZodObject<typeof trytonVariables>>;

export function trytonSettings(values: Values): TrytonSettings {
  return {
    url: values.ERP_URL.replace(/\/+$/, ''),
    database: values.ERP_DATABASE,
    user: values.ERP_USER,
    password: values.ERP_PASSWORD,
    warehouses: values.ERP_WAREHOUSES ?? {},
    skus: values.ERP_SKUS ?? {},
    customer: values.ERP_CUSTOMER,
    company: values.ERP_COMPANY ?? null,
    stockWrite: values.ERP_STOCK_WRITE,
  };
}

/** `ERP_CONNECTOR=tryton`. */
export const tryton = connectorKind({
  name: 'tryton',
  variables: trytonVariables,
  check({ ERP_URL: url, ERP_PLAIN_HTTP: isAsked }) {
    if (isAsked || isPrivate(url)) return [];
    const wants =
      'an https:// address, since the password goes there (plain http:// to this machine, or with ERP_PLAIN_HTTP=true)';
    return [{ name: 'ERP_URL', wants }];
  },
  open: (values) => ({
    connector: createTrytonConnector(trytonSettings(values), {
      http: createAxiosRpc(),
      now: Date.now,
      random: Math.random,
      pause: (ms) => sleep(ms),
    }),
  }),
});
