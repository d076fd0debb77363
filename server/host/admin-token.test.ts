import { digestOfToken } from '../http/session/people';
import { keepAdminToken } from './admin-token';

function storeWith(kept: Record<string, unknown>) {
  return {
    kept,
    setting: async (key: string) => kept[key] ?? null,
    setSetting: async (key: string, value: unknown) => {
      kept[key] = value;
    },
    keepSetting: async (key: string, value: unknown) => {
      kept[key] ??= value;
      return kept[key];
    },
  };
}
const KEY = 'secret.admin-token';

test('one that is made is told to the start that made it, and never again', async () => {
  const store = storeWith({});
  const first = await keepAdminToken(store, true);
  expect(first.made).toMatch(/^[\w-]{32}$/);
  expect(first.digest).toBe(digestOfToken(first.made ?? ''));
  expect(JSON.stringify(store.kept)).not.toContain(first.made);
  expect(await keepAdminToken(store, true)).toEqual({ digest: first.digest, made: null });
});

test('where it could not be shown none is made; one of before stays', async () => {
  const store = storeWith({});
  expect(await keepAdminToken(store, false)).toEqual({ digest: null, made: null });
  expect(store.kept).toEqual({});
  const { digest } = await keepAdminToken(store, true);
  expect(await keepAdminToken(store, false)).toEqual({ digest, made: null });
});

test('of two that start at once one tells it, and both know it', async () => {
  const store = storeWith({});
  const both = await Promise.all([keepAdminToken(store, true), keepAdminToken(store, true)]);
  expect(both.filter(({ made }) => made !== null)).toHaveLength(1);
  expect(new Set(both.map(({ digest }) => digest)).size).toBe(1);
});

test('one that a version of before kept as it is goes on, and is a hash from then on', async () => {
  const store = storeWith({ [KEY]: 'the-token-of-before' });
  expect(await keepAdminToken(store, false)).toEqual({
    digest: digestOfToken('the-token-of-before'),
    made: null,
  });
  expect(store.kept).toEqual({ [KEY]: `sha256:${digestOfToken('the-token-of-before')}` });
});
