import type { Hazards } from './database';
import { DatabaseLost } from './life';

/** Steps that are whole or not at all. */
export const WHOLE_STEPS: Hazards = {
  refuse: async (name) => {
    throw new DatabaseLost(name);
  },
  hide: async (name, step) => {
    await step();
    throw new DatabaseLost(name);
  },
};
