import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { listen } from './listen';
import { type Sandbox, startSandbox } from './start-sandbox';
import { jsonOf, storeClient } from './store/http/store-client';

/** VTEX's own schemas are not ours to ship: they are looked for beside the repository. */
const FOLDER = process.env.VTEX_OPENAPI_DIR ?? join(__dirname, '../../shared/openapi');
const present = existsSync(FOLDER);
const describeIfPresent = present ? describe : describe.skip;
if (!present)
  process.stderr.write(
    `VTEX's schemas are not at ${FOLDER}: the stand-in store is not checked against them\n`,
  );

type Json = Record<string, unknown>;
interface OpenApi {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: Json }> }> }>
  >;
  components?: { schemas?: Json };
}

/** Stricter than published: an answer may hold nothing the schema does not name, but for these. */
const UNDOCUMENTED = new Set(['itemId', 'deliveryIds', 'deliveryChannel', 'warehouseId']);
/** Null in VTEX's examples and guides though its schemas do not say so; first of all the lock of another seller's line. */
const NULLABLE = new Set(['lockId', 'courierStatus', 'logo', 'restitutions']);

/**
 * Not checked. Left out of the stand-in: figures over the list that nobody here reads. Published as lists of texts, and
 * objects in a live store: the parts of kits.
 */
const NOT_CHECKED = new Set(['stats', 'kitItemDetails', 'components']);

/** OpenAPI 3.0 to JSON Schema: `nullable`, unknown properties refused, references inside one document. */
function translate(schema: unknown, name = ''): unknown {
  if (Array.isArray(schema)) return schema.map((inner) => translate(inner));
  if (schema === null || typeof schema !== 'object') return schema;
  if (NOT_CHECKED.has(name)) return {};
  const { nullable, example: _example, deprecated: _deprecated, ...rest } = schema as Json;
  const out: Json = {};
  for (const [key, value] of Object.entries(rest)) {
    if (key === 'properties') {
      const known = Object.entries(value as Json).map(([field, inner]) => [field, translate(inner, field)]);
      const extra = [...UNDOCUMENTED]
        .filter((field) => !known.some(([other]) => other === field))
        .map((field) => [field, {}]);
      out.properties = Object.fromEntries([...known, ...extra]);
    } else out[key] = key === 'enum' || key === 'required' ? value : translate(value);
  }
  if (
    out.properties &&
    out.additionalProperties === undefined &&
    Object.keys(rest.properties as Json).length > 0
  )
    out.additionalProperties = false;
  const mayBeNull = nullable === true || NULLABLE.has(name);
  return mayBeNull ? { anyOf: [{ type: 'null' }, out] } : out;
}

type Validators = (method: string, path: string, status: number) => ValidateFunction;
const read = new Map<string, Validators>();

/** Reads and translates each document once. */
function validator(file: string): Validators {
  const known = read.get(file) ?? readDocument(file);
  read.set(file, known);
  return known;
}

function readDocument(file: string): Validators {
  const compiled = new Map<string, ValidateFunction>();
  const api = JSON.parse(readFileSync(join(FOLDER, file), 'utf-8')) as OpenApi;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: file, components: translate(api.components ?? {}) as Json });
  return (method, path, status) => {
    const content = api.paths[path]?.[method]?.responses[String(status)]?.content ?? {};
    const schema = Object.values(content)[0]?.schema;
    if (!schema) throw new Error(`${file} has no schema for ${method} ${path} ${status}`);
    const local = JSON.stringify(translate(schema)).replaceAll('"#/components', `"${file}#/components`);
    const validate = compiled.get(local) ?? ajv.compile(JSON.parse(local) as Json);
    compiled.set(local, validate);
    return validate;
  };
}

describeIfPresent("the store's answers", () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof storeClient>;
  const L = '/api/logistics/pvt';
  beforeEach(async () => {
    sandbox = await startSandbox({ seed: 4 });
    call = storeClient(sandbox.store);
    for (const warehouseId of ['main', 'north'])
      sandbox.store.model.stock({ skuId: '10', warehouseId, quantity: 50 });
  });
  afterEach(() => sandbox.stop());

  async function check(
    file: string,
    method: string,
    path: string,
    url: string,
    body?: unknown,
    status = 200,
  ): Promise<void> {
    const answer = await call(method.toUpperCase(), url, body);
    expect(answer?.status).toBe(status);
    const validate = validator(file)(method, path, status);
    validate(jsonOf(answer));
    expect({ url, errors: validate.errors }).toEqual({ url, errors: null });
  }
  const orders = (method: string, path: string, url: string, body?: unknown, status?: number) =>
    check('vtex-orders.json', method, path, url, body, status);
  const logistics = (path: string, url: string) => check('vtex-logistics.json', 'get', path, url);

  it('to "get order" are shaped like VTEX documents them, in every phase', async () => {
    const { model } = sandbox.store;
    const lines = [
      { skuId: '10', quantity: 60 },
      { skuId: '10', quantity: 1, warehouseId: 'north' },
      { skuId: '99', quantity: 1, seller: 'partner', allocations: [{ warehouseId: 'p1', quantity: 1 }] },
    ];
    const { orderId } = model.placeOrder({ lines, payment: 'boleto' });
    const look = () => orders('get', '/api/oms/pvt/orders/{orderId}', `/api/oms/pvt/orders/${orderId}`);
    await look();
    model.advanceTo(orderId, 'handling');
    model.changeOrder(orderId, { lineIndex: 1, quantity: 2 });
    model.invoice(orderId, { items: [{ lineIndex: 0, quantity: 1 }] });
    await look();
    model.invoice(orderId);
    await look();
    const other = model.placeOrder({ lines: [{ skuId: '10', quantity: 1, warehouseId: 'north' }] });
    model.cancel(other.orderId);
    await orders('get', '/api/oms/pvt/orders/{orderId}', `/api/oms/pvt/orders/${other.orderId}`);
  });

  it('changed, returned, of kits, replaced and canceled at any stage', async () => {
    const { model } = sandbox.store;
    const look = (orderId: string) =>
      orders('get', '/api/oms/pvt/orders/{orderId}', `/api/oms/pvt/orders/${encodeURIComponent(orderId)}`);
    const kit = [{ skuId: '10', quantity: 2 }];
    const lines = [
      { skuId: '90', quantity: 2, warehouseId: 'main', kit },
      { skuId: '10', quantity: 3, allocations: [{ warehouseId: 'north', quantity: 3, heldIn: 'main' }] },
    ];
    const { orderId } = model.placeOrder({ lines, orderId: 'MKP-6584634/09 nº 7' });
    model.advanceTo(orderId, 'handling');
    model.changeOrder(orderId, { lineIndex: 1, quantity: 1, how: 'v1' });
    model.addLine(orderId, { skuId: '10', quantity: 1, how: 'both' });
    model.invoice(orderId, { items: [], value: 1, unchecked: true });
    model.invoice(orderId, { type: 'Input', items: [{ lineIndex: null, quantity: 1 }], unchecked: true });
    const restitutions = [{ skuId: '10', quantity: 1 }];
    model.invoice(orderId, { type: 'Input', items: [], restitutions, unchecked: true });
    for (const telling of [
      {},
      { deliveryIds: 'empty', kitParts: 'components' },
      { deliveryIds: 'absent', kitParts: 'neither' },
      { leavesOutIndexZero: 'everywhere' },
    ] as const) {
      model.tellOrder(orderId, telling);
      await look(orderId);
    }
    model.forceCancel(orderId);
    await look(orderId);
    const first = model.placeOrder({ lines: [{ skuId: '10', quantity: 1, warehouseId: 'main' }] });
    await look(model.replaceOrder(first.orderId, { sharesLock: true }).orderId);
    await look(first.orderId);
    const bare = model.advanceTo(
      model.placeOrder({ lines: [{ skuId: '10', quantity: 1 }] }).orderId,
      'handling',
    );
    model.changeOrder(bare.orderId, { lineIndex: 0, quantity: 0 });
    await look(bare.orderId);
  });

  it('to the other order calls too', async () => {
    const { model } = sandbox.store;
    const order = model.advanceTo(
      model.placeOrder({ lines: [{ skuId: '10', quantity: 2 }] }).orderId,
      'handling',
    );
    const url = `/api/oms/pvt/orders/${order.orderId}`;
    const at = '/api/oms/pvt/orders/{orderId}';
    await orders('get', '/api/oms/pvt/orders', '/api/oms/pvt/orders?per_page=5');
    await orders('post', `${at}/start-handling`, `${url}/start-handling`, undefined, 409);
    await orders('post', `${at}/cancel`, `${url}/cancel`, { reason: 'test' });
    const invoice = {
      type: 'Output',
      issuanceDate: '2026-01-01',
      invoiceNumber: '1',
      invoiceValue: '1',
      items: [],
    };
    await orders('post', `${at}/invoice`, `${url}/invoice`, invoice);
  });

  it('to the feed too', async () => {
    const queue = { visibilityTimeoutInSeconds: 240, MessageRetentionPeriodInSeconds: 345_600 };
    await call('POST', '/api/orders/feed/config', {
      filter: { type: 'FromWorkflow', status: ['payment-pending'] },
      queue,
    });
    sandbox.store.model.placeOrder({ lines: [{ skuId: '10', quantity: 2 }] });
    await orders('get', '/api/orders/feed/config', '/api/orders/feed/config');
    await orders('get', '/api/orders/feed', '/api/orders/feed?maxlot=10');
  });

  it('and its notifications as well', async () => {
    const api = JSON.parse(readFileSync(join(FOLDER, 'vtex-orders.json'), 'utf-8')) as OpenApi;
    const ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addSchema({ $id: 'orders', components: translate(api.components ?? {}) as Json });
    const got: Json[] = [];
    const receiver = await listen((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        got.push(JSON.parse(text) as Json);
        response.end();
      });
    }, 0);
    const filter = { type: 'FromWorkflow', status: ['ready-for-handling'] };
    await call('POST', '/api/orders/hook/config', { filter, hook: { url: receiver.url, headers: {} } });
    const { model } = sandbox.store;
    model.advanceTo(
      model.placeOrder({ lines: [{ skuId: '10', quantity: 1 }] }).orderId,
      'ready-for-handling',
    );
    for (let turn = 0; turn < 400 && got.length < 2; turn++)
      await new Promise((resolve) => setTimeout(resolve, 5));
    // VTEX's page shows the notification where it documents the answer to saving a hook.
    const validate = ajv.compile({ $ref: 'orders#/components/schemas/HookConfiguration' });
    validate(got[1]);
    expect(validate.errors).toBeNull();
    await receiver.close();
  });

  it('to the logistics calls too', async () => {
    const { lockId } = sandbox.store.model.placeOrder({ lines: [{ skuId: '10', quantity: 60 }] });
    await logistics(`${L}/configuration/warehouses`, `${L}/configuration/warehouses`);
    await logistics(`${L}/inventory/skus/{skuId}`, `${L}/inventory/skus/10`);
    await logistics(
      `${L}/inventory/items/{skuId}/warehouses/{warehouseId}`,
      `${L}/inventory/items/10/warehouses/main`,
    );
    const kit = [{ skuId: '10', quantity: 2 }];
    const lines = [{ skuId: '90', quantity: 1, warehouseId: 'north', kit }];
    const locks = [lockId, sandbox.store.model.placeOrder({ lines }).lockId];
    locks.push(sandbox.store.model.reserveAlone({ skuId: '10', warehouseId: 'main', quantity: 0 }));
    for (const one of locks)
      await logistics(`${L}/inventory/reservations/{reservationId}`, `${L}/inventory/reservations/${one}`);
  });
});
