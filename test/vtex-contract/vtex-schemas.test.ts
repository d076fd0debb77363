import { endpoints } from '@holdfast/node/clients/vtex/endpoints';
import nock from 'nock';
import { anId } from '../builders/an-id';
import { BASE, testClient } from './client';
import { at, everyOperation } from './every-operation';
import { onlyNock } from './only-nock';
import { loadSchemas, schemasArePresent } from './openapi';

type Name = keyof typeof everyOperation;
const names = Object.keys(everyOperation) as Name[];

/** VTEX describes no query for its list of reservations; these two are what other clients send. */
const UNDESCRIBED_QUERY: Record<string, string[]> = {
  '/api/logistics/pvt/inventory/reservations/{warehouseId}/{skuId}': ['page', 'perPage'],
};

/** The schema of the hook's headers was made from the example `{"key": "value"}` and demands that very name. */
const isReal = (error: { schemaPath: string }) =>
  error.schemaPath !== '#/components/schemas/Headers/required';

const LIST_OF_RESERVATIONS = { items: [], paging: { page: 1, perPage: 100, total: 0, pages: 0 } };
const HOOK = {
  filter: { type: 'FromWorkflow', status: ['handling'] },
  hook: { url: 'https://x.example', headers: {} },
};

interface Recorded {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}

// Skipped by name, not by silence, where VTEX's files are not there.
const suite = schemasArePresent ? describe : describe.skip;
const why = schemasArePresent ? '' : ' (SKIPPED: no VTEX OpenAPI files in ../shared/openapi)';

suite(`the client against VTEX's own schemas${why}`, () => {
  const schemas = schemasArePresent ? loadSchemas() : null;
  const recorded: Recorded[] = [];

  onlyNock();
  beforeEach(() => {
    recorded.length = 0;
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
      nock(BASE).persist().intercept(/.*/, method).reply(answer(method));
    }
  });

  function answer(method: string) {
    return (uri: string, body: unknown): [number, string] => {
      const url = new URL(uri, BASE);
      recorded.push({ method, path: url.pathname, query: url.searchParams, body });
      return [200, JSON.stringify(publishedAnswer(method, url.pathname))];
    };
  }

  /** VTEX's published example, or an observed shape where it publishes none. */
  function publishedAnswer(method: string, path: string): unknown {
    const described = schemas?.find(method, path);
    const content = Object.values(described?.operation.responses['200']?.content ?? {})[0];
    if (content?.example !== undefined) return content.example;
    if (path.includes('/reservations/')) return LIST_OF_RESERVATIONS;
    return path.endsWith('/hook/config') ? HOOK : true;
  }

  it.each(names)('%s sends what VTEX describes', async (name) => {
    await everyOperation[name](testClient().vtex);
    expect(recorded.length).toBeGreaterThan(0);
    for (const request of recorded) {
      const described = schemas?.find(request.method, request.path);
      if (!schemas || !described) throw new Error(`VTEX describes no ${request.method} ${request.path}`);
      expect(described.template).toBe(endpoints[name].path);
      const known = (described.operation.parameters ?? [])
        .filter((one) => one.in === 'query')
        .map((one) => one.name);
      const allowed = [...known, ...(UNDESCRIBED_QUERY[described.template] ?? [])];
      expect(allowed).toEqual(expect.arrayContaining([...request.query.keys()]));
      if (described.operation.requestBody) {
        expect(schemas.bodyErrors(described, request.body).filter(isReal)).toEqual([]);
        expect(schemas.unknownFields(described, request.body)).toEqual([]);
      } else {
        expect(request.body).toBe('');
      }
    }
  });

  it.each(names)('%s reads the answer VTEX publishes', async (name) => {
    const result = await everyOperation[name](testClient().vtex);
    expect(result).toMatchObject({ ok: true });
  });

  it("reads the published order's own facts and nothing about its buyer", async () => {
    const result = await testClient().vtex.getOrder(anId('1172452900788-01'));
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value).toMatchObject({
      orderId: '1172452900788-01',
      status: 'handling',
      hasCancellationData: true,
      changedAt: at('2024-02-06T20:46:11.7010747Z'),
      paymentDueAt: null,
      invoices: [{ type: 'Input', invoiceNumber: '24382', items: [{ lineIndex: 0, quantity: 1 }] }],
    });
    const text = JSON.stringify(result.value);
    for (const personal of ['Rodrigo', 'david@', '22630', 'Avenida', '4444', 'sandra'])
      expect(text).not.toContain(personal);
  });

  it("catches a request VTEX would misread: the test's own check", () => {
    const described = schemas?.find('PUT', '/api/logistics/pvt/inventory/skus/1/warehouses/a');
    if (!schemas || !described) throw new Error('not described');
    expect(
      schemas.bodyErrors(described, { quantity: 1.5, leadTime: '1', unlimitedQuantity: false }),
    ).toHaveLength(1);
    expect(schemas.bodyErrors(described, { quantity: 1, leadTime: '1' })).toHaveLength(1);
    expect(schemas.unknownFields(described, { dateUTCOnBalanceSystem: 'x' })).toEqual([
      '.dateUTCOnBalanceSystem',
    ]);
  });
});
