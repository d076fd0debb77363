import { SYNC } from './folder';
import { decimal, login, type TrytonAddress } from './rpc';

/** What lies in storage at the start, by product code. */
export const STOCK: Readonly<Record<string, number>> = { '7': 100, mug: 300, jar: 300 };

type Ids = number[];
type Row = { id: number; name: string };

/** A company, a customer, products with stock and a user who may only handle stock; all of it over RPC. */
export async function fillTryton(tryton: TrytonAddress): Promise<void> {
  const admin = await login(tryton);
  const create = async (model: string, values: unknown) => {
    const [id] = (await admin.call(`${model}.create`, [values])) as Ids;
    if (id === undefined) throw new Error(`no ${model} was created`);
    return id;
  };
  const date = { __class__: 'date', year: 2020, month: 1, day: 1 };
  const currency = await create('currency.currency', {
    name: 'Euro',
    symbol: '€',
    code: 'EUR',
    digits: 2,
    rounding: decimal('0.01'),
    rates: [['create', [{ date, rate: decimal('1') }]]],
  });
  const shop = await create('party.party', { name: 'Shop', addresses: [['create', [{}]]] });
  const company = await create('company.company', { party: shop, currency });
  await admin.call('res.user.write', [1], { companies: [['add', [company]]], company });
  admin.use({ company });
  await create('party.party', { name: 'Orders of the store', code: 'VTEX', addresses: [['create', [{}]]] });
  for (const code of Object.keys(STOCK)) await create('product.template', productOf(code));
  await stockUp(admin.call, create);
  await createSyncUser(admin.call, create, company);
}

export function productOf(code: string) {
  return {
    name: `Product ${code}`,
    type: 'goods',
    default_uom: 1,
    list_price: decimal('19.90'),
    cost_price_method: 'fixed',
    products: [['create', [{ suffix_code: code, cost_price: decimal('7.50') }]]],
  };
}

type Create = (model: string, values: unknown) => Promise<number>;
type Call = (method: string, ...args: unknown[]) => Promise<unknown>;

async function stockUp(call: Call, create: Create): Promise<void> {
  const domain = [['code', 'in', Object.keys(STOCK)]];
  const products = (await call('product.product.search_read', domain, 0, null, null, ['code'])) as {
    id: number;
    code: string;
  }[];
  const [storage] = (await call('stock.location.search', [['code', '=', 'STO']], 0, 1, null)) as Ids;
  const lines = products.map(({ id, code }) => ({ product: id, quantity: STOCK[code] ?? 0 }));
  const inventory = await create('stock.inventory', { location: storage, lines: [['create', lines]] });
  await call('stock.inventory.confirm', [inventory]);
}

async function createSyncUser(call: Call, create: Create, company: number): Promise<void> {
  const groups = (await call('res.group.search_read', [['name', '=', 'Stock']], 0, 1, null, [
    'name',
  ])) as Row[];
  await create('res.user', {
    name: 'Holdfast',
    login: SYNC.user,
    password: SYNC.password,
    companies: [['add', [company]]],
    company,
    groups: [['add', groups.map(({ id }) => id)]],
  });
}
