import type { Lease } from '@holdfast/node/store/store';
import type { Database, OpenDatabase, Records } from '../host/database';
import { DatabaseLost, type Life } from '../host/life';
import { wrapped } from '../host/rough-store';
import type { RealWork } from '../time/real-work';
import type { Turns } from './turns';

/** The database with its calls in turns, and the day's clock standing while any is on its way. */
export function inTurns(open: OpenDatabase, newTurns: () => Turns): OpenDatabase {
  return async (of) => {
    const database = await open(of);
    const turns = newTurns();
    const outside = recordsInTurns(database, turning(turns, of.work, null));
    return {
      ...database,
      ...outside,
      ofProcess(life, locks) {
        const process = database.ofProcess(life, locks);
        return { ...process, ...recordsInTurns(process, turning(turns, of.work, life)) };
      },
    } satisfies Database;
  };
}

type Turning = <T>(call: () => Promise<T>) => Promise<T>;

/** Whoever died while it waited for its turn does nothing any more. */
function turning(turns: Turns, work: RealWork, life: Life | null): Turning {
  const inTurn = async <T>(call: () => Promise<T>) => {
    if (life?.isOver) throw new DatabaseLost('its process is dead');
    return call();
  };
  return (call) => work.during(() => turns(() => inTurn(call)));
}

function recordsInTurns({ store, reports, appendWith }: Records, turn: Turning): Records {
  const lock = async (taking: Promise<Lease | null>) => {
    const lease = await taking;
    return lease && { isHeld: lease.isHeld, end: () => turn(lease.end) };
  };
  return {
    store: {
      ...wrapped(store, (_name, call) => turn(call)),
      lockPosition: (position) => lock(turn(() => store.lockPosition(position))),
      lockAccountUpdates: () => lock(turn(() => store.lockAccountUpdates())),
    },
    reports: wrapped(reports, (_name, call) => turn(call)),
    appendWith: (...what) => turn(() => appendWith(...what)),
  };
}
