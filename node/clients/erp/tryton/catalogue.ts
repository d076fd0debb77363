import { z } from 'zod';
import { asSkuId, asWarehouseId, type SkuId, type WarehouseId } from '../../../core/id';
import { failureOf } from './failure';
import { createMemory } from './remember';
import { rowsOf } from './rows';
import { type TrytonSettings, trytonCode } from './settings';
import type { Context, TrytonRpc } from './tryton-rpc';
import type { WireDecimal } from './wire-values';

export interface Company {
  id: number;
  currencyId: number;
  /** To be given with every call: what is not said here, another of Tryton's processes may have forgotten. */
  context: Context;
}

export interface Customer {
  id: number;
  addressId: number;
  locationId: number;
}

export interface Warehouse {
  id: number;
  /** Where goods lie that can be picked. */
  storageId: number;
  inputId: number;
  /** Where picked goods wait. */
  outputId: number;
}

export interface Product {
  id: number;
  unitId: number;
  listPrice: WireDecimal;
}

/**
 * The records of Tryton that shipments refer to, by code. Each throws a `TrytonFailed` when there is none; what is
 * `needed` (by a message, the default) is then told by `missing`.
 */
export interface Catalogue {
  company(): Promise<Company>;
  customer(): Promise<Customer>;
  warehouse(warehouseId: WarehouseId, needed?: boolean): Promise<Warehouse>;
  product(skuId: SkuId, needed?: boolean): Promise<Product>;
  /** Whether there is what a `TrytonFailed` of kind `missing` named, which a message still waits for. */
  isThere(what: string): Promise<boolean>;
  /** One sentence for each thing that was looked for lately and is not there; looks again first. */
  missing(): Promise<string[]>;
  /** Forgets what is remembered: something of it was refused. */
  forget(): void;
}

const id = z.int();
const decimal = z.object({ __class__: z.literal('Decimal'), decimal: z.string() });
const companyRow = z.object({ id, currency: id });
const customerRow = z.object({ id, addresses: z.array(id), customer_location: id.nullable() });
const warehouseRow = z.object({
  id,
  storage_location: id,
  picking_location: id.nullable().optional(),
  input_location: id,
  output_location: id,
});
const productRow = z.object({ id, default_uom: id, list_price: decimal.nullable() });

/** By VTEX's ids, not Tryton's codes: a thing may appear because it was mapped to another code. */
const LOOKS: Readonly<Record<string, (catalogue: Catalogue, vtexId: string) => Promise<unknown>>> = {
  company: (catalogue) => catalogue.company(),
  customer: (catalogue) => catalogue.customer(),
  warehouse: (catalogue, vtexId) => catalogue.warehouse(asWarehouseId(vtexId)),
  product: (catalogue, vtexId) => catalogue.product(asSkuId(vtexId)),
};

function missingIsFalse(error: unknown): boolean {
  if (failureOf(error)?.kind !== 'missing') throw error;
  return false;
}

export function createCatalogue(rpc: TrytonRpc, settings: TrytonSettings, now: () => number): Catalogue {
  const memory = createMemory(now);

  async function search(
    model: string,
    domain: unknown[],
    fields: string[],
    context: Context,
  ): Promise<unknown> {
    return rpc.call(`${model}.search_read`, [domain, 0, 2, null, fields], context);
  }

  async function lookForCompany(): Promise<Company | string> {
    const language = { language: 'en' };
    const domain = settings.company === null ? [] : [['party.name', '=', settings.company]];
    const rows = rowsOf(
      companyRow,
      'the company',
      await search('company.company', domain, ['currency'], language),
    );
    const [only] = rows;
    if (only && rows.length === 1) {
      return { id: only.id, currencyId: only.currency, context: { ...language, company: only.id } };
    }
    if (settings.company !== null)
      return `The ERP (Tryton) has no company named "${settings.company}" (ERP_COMPANY).`;
    return only
      ? 'The ERP (Tryton) has several companies: name ours in ERP_COMPANY.'
      : 'The ERP (Tryton) has no company that ERP_USER may use: create one and add the user to it.';
  }

  async function lookForCustomer(): Promise<Customer | string> {
    const { context } = await catalogue.company();
    const answer = await search(
      'party.party',
      [['code', '=', settings.customer]],
      ['addresses', 'customer_location'],
      context,
    );
    const [found] = rowsOf(customerRow, 'the customer', answer);
    const called = `party with code "${settings.customer}"`;
    if (!found)
      return `The ERP (Tryton) has no ${called}: create it, with an address, or name another in ERP_CUSTOMER.`;
    const [addressId] = found.addresses;
    if (addressId === undefined) return `The ${called} in the ERP (Tryton) has no address: give it one.`;
    if (found.customer_location === null)
      return `The ${called} in the ERP (Tryton) has no customer location.`;
    return { id: found.id, addressId, locationId: found.customer_location };
  }

  async function lookForWarehouse(warehouseId: WarehouseId): Promise<Warehouse | string> {
    const { context } = await catalogue.company();
    const code = trytonCode(settings.warehouses, warehouseId);
    const fields = ['storage_location', 'picking_location', 'input_location', 'output_location'];
    const domain = [
      ['type', '=', 'warehouse'],
      ['code', '=', code],
    ];
    const rows = rowsOf(
      warehouseRow,
      `warehouse ${code}`,
      await search('stock.location', domain, fields, context),
    );
    const [found] = rows;
    const map = `map warehouse ${warehouseId} in ERP_WAREHOUSES`;
    if (!found) return `The ERP (Tryton) has no warehouse with code "${code}": create it, or ${map}.`;
    if (rows.length > 1)
      return `The ERP (Tryton) has two warehouses with code "${code}": rename one, or ${map}.`;
    const storageId = found.picking_location ?? found.storage_location;
    // Without a way from storage to output Tryton reserves nothing, and ships more than there is.
    if (storageId === found.output_location) {
      return `Warehouse "${code}" in the ERP (Tryton) has one location for storage and output: give it two.`;
    }
    return { id: found.id, storageId, inputId: found.input_location, outputId: found.output_location };
  }

  async function lookForProduct(skuId: SkuId): Promise<Product | string> {
    const { context } = await catalogue.company();
    const code = trytonCode(settings.skus, skuId);
    const answer = await search(
      'product.product',
      [['code', '=', code]],
      ['default_uom', 'list_price'],
      context,
    );
    const rows = rowsOf(productRow, `product ${code}`, answer);
    const [found] = rows;
    const map = `map SKU ${skuId} in ERP_SKUS`;
    if (!found) return `The ERP (Tryton) has no product with code "${code}": create it, or ${map}.`;
    if (rows.length > 1)
      return `The ERP (Tryton) has two products with code "${code}": rename one, or ${map}.`;
    const listPrice = found.list_price ?? { __class__: 'Decimal', decimal: '0' };
    return { id: found.id, unitId: found.default_uom, listPrice };
  }

  const catalogue: Catalogue = {
    company: () => memory.recall('company', true, lookForCompany),
    customer: () => memory.recall('customer', true, lookForCustomer),
    warehouse: (warehouseId, needed = true) =>
      memory.recall(`warehouse/${warehouseId}`, needed, () => lookForWarehouse(warehouseId)),
    product: (skuId, needed = true) => memory.recall(`product/${skuId}`, needed, () => lookForProduct(skuId)),
    async isThere(what) {
      const slash = what.indexOf('/');
      const [kind, vtexId] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)];
      const look = Object.hasOwn(LOOKS, kind) ? LOOKS[kind] : undefined;
      return look === undefined ? false : look(catalogue, vtexId).then(() => true, missingIsFalse);
    },
    missing: memory.missing,
    forget: memory.forget,
  };
  return catalogue;
}
