/**
 * Zod reads an object in two ways: with code it generates, or, where that is forbidden or switched off, without.
 * What the two make of a field that is not there has differed, and hosts differ in which one they get.
 */
describe.each([false, true])('a notification with zod.jitless %s', (jitless) => {
  const LEAST = { OrderId: 'v52277740atmc-01', State: 'handling', Origin: { Account: 'mystore' } };
  let read: (body: unknown) => unknown;

  beforeAll(() => {
    jest.isolateModules(() => {
      jest.requireActual<typeof import('zod')>('zod').z.config({ jitless });
      const { readHookBody } = jest.requireActual<typeof import('./read-hook-body')>('./read-hook-body');
      read = (body) => readHookBody(JSON.stringify(body));
    });
  });

  const taken = (notification: object) => ({
    kind: 'message',
    originAccount: 'mystore',
    message: {
      kind: 'notification',
      notification: { orderId: 'v52277740atmc-01', source: 'hook', state: 'handling', ...notification },
    },
  });

  test('without Domain, LastState and CurrentChange', () => {
    expect(read(LEAST)).toEqual(taken({ domain: null, lastState: null, currentChange: null }));
  });

  test('with every field, and with some that nobody knows', () => {
    const body = {
      ...LEAST,
      Domain: 'Fulfillment',
      LastState: 'ready-for-handling',
      LastChange: '2019-08-14T17:11:39.2550122Z',
      CurrentChange: '2019-08-14T17:12:48.0965893Z',
      Sequence: 7,
      Extra: { nested: [null] },
      Origin: { Account: 'mystore', Key: 'vtexappkey-mystore', Region: 'us' },
    };
    expect(read(body)).toEqual(
      taken({
        domain: 'Fulfillment',
        lastState: 'ready-for-handling',
        currentChange: '2019-08-14T17:12:48.0965893Z',
      }),
    );
  });

  test('with nothing but an id: read, though it names no account', () => {
    expect(read({ OrderId: 'v52277740atmc-01' })).toMatchObject({ kind: 'message', originAccount: null });
  });

  test('without an id it is none', () => {
    expect(read({ ...LEAST, OrderId: undefined })).toMatchObject({ kind: 'not-a-notification' });
  });
});
