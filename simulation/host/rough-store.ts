import { type Position, positionKey } from '@holdfast/node/core/position';
import type { Store } from '@holdfast/node/store/store';
import type { Life } from './life';
import type { Locks } from './locks';
import type { Peril } from './peril';

/** The store as one process has it: with its locks, and with a database that may fail under it. */
export function storeOf(store: Store, life: Life, locks: Locks, peril: Peril): Store {
  const lock = (name: string) => peril.call(life, 'lock', async () => locks.take(name, life));
  return {
    ...wrapped(store, life, peril),
    account: store.account,
    lockPosition: (position: Position) => lock(`position/${positionKey(position)}`),
    lockAccountUpdates: () => lock('account-updates'),
  };
}

function wrapped(store: Store, life: Life, peril: Peril): Store {
  const methods = Object.entries(store).filter(([, value]) => typeof value === 'function');
  const around = methods.map(([name, method]) => [
    name,
    (...args: unknown[]) =>
      peril.database(life, name, () => (method as (...args: unknown[]) => Promise<unknown>)(...args)),
  ]);
  return Object.fromEntries(around) as unknown as Store;
}
