import { setTimeout as sleep } from 'node:timers/promises';
import type { TrytonSettings } from '@holdfast/node/clients/erp/tryton/settings';
import { createTrytonConnector } from '@holdfast/node/clients/erp/tryton/tryton-connector';
import { erpUrl, oneOf } from '@holdfast/node/setting-fields';
import { z } from 'zod';
import { codeMap } from '../config/code-map';
import { createAxiosRpc } from '../erp-http/axios-rpc';
import { connectorKind } from './connector-kind';

export const trytonVariables = {
  ERP_URL: erpUrl.describe("the address of Tryton's server"),
  ERP_DATABASE: z.string().describe("the name of Tryton's database"),
  ERP_USER: z.string().describe('the login of the user that works for Holdfast'),
  ERP_PASSWORD: z.string().describe("that user's password"),
  ERP_WAREHOUSES: codeMap.optional(),
  ERP_SKUS: codeMap.optional(),
  ERP_CUSTOMER: z.string().default('VTEX'),
  ERP_COMPANY: z.string().optional(),
  ERP_STOCK_WRITE: oneOf(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
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
  open: (values) => ({
    connector: createTrytonConnector(trytonSettings(values), {
      http: createAxiosRpc(),
      now: Date.now,
      random: Math.random,
      pause: (ms) => sleep(ms),
    }),
  }),
});
