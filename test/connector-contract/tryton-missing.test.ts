import { deliveryOf, reconciledTo } from './deliveries';
import { type FakeTryton, startFakeTryton } from './fake-tryton/start-fake-tryton';
import { connectorOf, UNITS } from './fake-tryton/use-fake-tryton';

describe('what Tryton does not know', () => {
  let fake: FakeTryton;
  let nowMs = 0;
  const open = (settings: Parameters<typeof connectorOf>[1]) => connectorOf(fake, settings, () => nowMs);
  beforeEach(async () => {
    nowMs = 0;
    fake = await startFakeTryton();
    fake.addProduct('MUG-1', UNITS);
  });
  afterEach(() => fake.close());

  test('is said once for each SKU, and goes through when it appears', async () => {
    const connector = open({ skus: {} });
    for (let order = 1; order <= 20; order += 1) {
      expect(await connector.deliver(deliveryOf(1, order))).toMatchObject({
        kind: 'missing',
        what: 'product/7',
        message: expect.stringMatching(/no product with code "7": create it, or map SKU 7 in ERP_SKUS/),
      });
    }
    expect(fake.calls('model.product.product.search_read')).toBe(1);
    const health = await connector.checkHealth();
    if (health.healthy) throw new Error('is healthy');
    expect(health.reason.match(/no product/g)).toHaveLength(1);
    fake.addProduct('7', 10);
    nowMs = 16_000;
    expect(await connector.checkHealth()).toMatchObject({ healthy: true });
    expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'accepted' });
  });

  test.each([
    ['a product', { skus: {} }, 'product/7', /no product with code "7".* ERP_SKUS/],
    ['a warehouse', { warehouses: {} }, 'warehouse/w1', /no warehouse with code "w1".* ERP_WAREHOUSES/],
    ['a customer', { customer: 'nobody' }, 'customer', /no party with code "nobody".* ERP_CUSTOMER/],
    ['a company', { company: 'Other' }, 'company', /no company named "Other".*ERP_COMPANY/],
  ])('%s: told by name, and there once it is mapped', async (_what, settings, what, sentence) => {
    const connector = open(settings);
    const missing = { kind: 'missing', what, message: expect.stringMatching(sentence) };
    expect(await connector.deliver(deliveryOf(1))).toMatchObject(missing);
    expect(await connector.isThere?.(what)).toBe(false);
    // As after a restart with other settings.
    expect(await open({}).isThere?.(what)).toBe(true);
  });

  test('stock of a product that is not there misses the same as its orders', async () => {
    const connector = open({ skus: {} });
    expect(await connector.deliver(reconciledTo(UNITS, { planId: 'p1' }))).toMatchObject({
      kind: 'missing',
      what: 'product/7',
    });
  });

  test('when it cannot be said whether something is there, it is not', async () => {
    const connector = open({});
    fake.next(/./, { kind: 'away' }, Number.POSITIVE_INFINITY);
    expect(await connector.isThere?.('product/7')).toBe(false);
    expect(await connector.isThere?.('nothing/we/know')).toBe(false);
  });

  test('what a parked message waits for is told by health for as long as it is asked for', async () => {
    const connector = open({ skus: {} });
    await connector.deliver(deliveryOf(1));
    for (let hour = 1; hour <= 48; hour += 1) {
      nowMs = hour * 3_600_000;
      expect(await connector.isThere?.('product/7')).toBe(false);
    }
    expect(await connector.checkHealth()).toMatchObject({
      healthy: false,
      reason: expect.stringMatching(/no product/),
    });
  });
});
