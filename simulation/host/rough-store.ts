import type { Store } from '@holdfast/node/store/store';
import type { ProcessDatabase } from './database';
import type { Life } from './life';
import type { Peril } from './peril';

/** The store as one process has it: with locks that may be lost, and over a database that may fail under it. */
export function roughStore({ store, hazards }: ProcessDatabase, life: Life, peril: Peril): Store {
  return {
    ...wrapped(store, (name, step) => peril.database(life, name, step, hazards)),
    account: store.account,
    lockPosition: (position) => peril.call(life, 'lock', () => store.lockPosition(position)),
    lockAccountUpdates: () => peril.call(life, 'lock', () => store.lockAccountUpdates()),
  };
}

type Around = (name: string, step: () => Promise<unknown>) => Promise<unknown>;

/** The same with every method's call handed to `around`. */
export function wrapped<Port extends object>(port: Port, around: Around): Port {
  const methods = Object.entries(port).filter(([, value]) => typeof value === 'function');
  const made = methods.map(([name, method]) => [
    name,
    (...args: unknown[]) => around(name, () => (method as (...args: unknown[]) => Promise<unknown>)(...args)),
  ]);
  return { ...port, ...Object.fromEntries(made) };
}
