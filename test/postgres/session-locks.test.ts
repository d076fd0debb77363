import { createSessionLocks, type SessionLocks } from '@holdfast/server/postgres/session-locks';
import { lockNumber } from '@holdfast/server/postgres/store/locks';
import { type DatabaseGate, databaseGate } from '../flows/database-gate';
import { until } from '../flows/until';
import { freshDatabase } from './fresh-database';
import { onServer } from './template-database';

describe('session locks', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let gate: DatabaseGate;
  let locks: SessionLocks[];
  let losses: number;

  beforeEach(async () => {
    database = await freshDatabase();
    gate = await databaseGate(database.url);
    locks = [];
    losses = 0;
  });
  afterEach(async () => {
    await Promise.all(locks.map((one) => one.close()));
    await gate.close();
    await database.drop();
  });

  /** Those of a process; the second argument is how it reaches the database. */
  function locksOf(account = 'acme', databaseUrl = database.url, silentMs?: number): SessionLocks {
    const onLost = () => {
      losses += 1;
    };
    const made = createSessionLocks({ databaseUrl, account, onLost, silentMs });
    locks.push(made);
    return made;
  }

  const connections = () =>
    onServer(database.url, async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'holdfast locks' and datname = current_database()`,
      );
      return rows.map(({ pid }) => pid);
    });
  const terminate = async () => {
    for (const pid of await connections())
      await onServer(database.url, (client) => client.query('select pg_terminate_backend($1)', [pid]));
  };
  /** As whoever rescues jobs asks. */
  const isAlive = (name: string) =>
    onServer(database.url, async (client) => {
      const { rows } = await client.query('select pg_try_advisory_lock($1) as free', [
        lockNumber('life', 'acme', name),
      ]);
      return !rows[0]?.free;
    });
  const untilGot = (of: SessionLocks, name: string) => until(name, () => of.tryLock(name));

  it('have the numbers that processes of another version know', () => {
    expect([
      lockNumber('lease', 'acme', 'position/7/main'),
      lockNumber('life', 'acme', 'worker/pool-1'),
    ]).toEqual(['-5193129571551656852', '1474216726810797264']);
  });

  it('are one connection however many there are, opened by the first and closed in the end', async () => {
    const [one] = [locksOf()];
    expect(await connections()).toHaveLength(0);
    const leases = await Promise.all(Array.from({ length: 30 }, (_, index) => one.tryLock(`order/${index}`)));
    expect(leases).not.toContain(null);
    expect(await connections()).toHaveLength(1);
    await one.close();
    await until('it is closed', async () => (await connections()).length === 0);
    await expect(one.tryLock('another')).rejects.toThrow('closed');
    const unused = locksOf();
    await unused.close();
    await expect(unused.tryLock('another')).rejects.toThrow('closed');
  });

  it('are lost with the connection: the holder learns it, and its late release gives nobody else away', async () => {
    const [one, two] = [locksOf(), locksOf()];
    const lost = await one.tryLock('order/1');
    expect([lost?.isHeld(), losses]).toEqual([true, 0]);
    await terminate();
    await until('the holder learns it', () => lost?.isHeld() === false);
    expect(losses).toBe(1);
    // Still at work here, for all we know: not given to another of this process, though another process gets it.
    expect(await one.tryLock('order/1')).toBeNull();
    const taken = await two.tryLock('order/1');
    expect(taken?.isHeld()).toBe(true);
    await lost?.end();
    expect(await one.tryLock('order/1')).toBeNull();
    await taken?.end();
    const again = await one.tryLock('order/1');
    expect(again?.isHeld()).toBe(true);
    await lost?.end();
    expect(await one.tryLock('order/1')).toBeNull();
  });

  it('do not wait for a network that fell silent: all who ask hear it at once, the next has a new connection', async () => {
    const one = locksOf('acme', gate.url, 1_500);
    const lease = await one.tryLock('order/1');
    gate.fallSilent();
    const startedAt = performance.now();
    const asked = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((name) => one.tryLock(name)));
    expect(asked.map(({ status }) => status)).toEqual(Array.from(asked, () => 'rejected'));
    // Far from the five times as long that they would take one after the other.
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect([lease?.isHeld(), losses]).toEqual([false, 1]);
    expect((await untilGot(one, 'a')).isHeld()).toBe(true);
  });

  it('of a session that nobody hears of any more are free again: the next one ends it in the server', async () => {
    const [one, two] = [locksOf('acme', gate.url, 1_500), locksOf()];
    await one.tryLock('order/1');
    gate.fallSilent();
    await expect(one.tryLock('order/2')).rejects.toThrow();
    expect(await two.tryLock('order/1')).toBeNull();
    await untilGot(one, 'order/2');
    expect((await untilGot(two, 'order/1')).isHeld()).toBe(true);
  });

  it('for life are taken again by themselves, even while the server still has the session before', async () => {
    const one = locksOf('acme', gate.url, 1_500);
    await one.holdForLife('worker/1');
    gate.shut();
    await until('the loss is told', () => losses === 1);
    gate.open();
    await until('taken again', () => isAlive('worker/1'));
    const [first] = await until('one connection', connections);
    gate.fallSilent();
    await expect(one.tryLock('order/1')).rejects.toThrow();
    await until('a second connection', async () => (await connections()).some((pid) => pid !== first));
    await onServer(database.url, (client) => client.query('select pg_terminate_backend($1)', [first]));
    expect(await isAlive('worker/1')).toBe(true);
  });

  it('for life end when they are told to, and with the process', async () => {
    const [one, two] = [locksOf(), locksOf()];
    await Promise.all([
      one.holdForLife('worker/1'),
      one.holdForLife('worker/2'),
      one.holdForLife('worker/2'),
    ]);
    await two.holdForLife('worker/2');
    expect([await isAlive('worker/1'), await isAlive('worker/2')]).toEqual([true, true]);
    await one.endLife('worker/1');
    await one.endLife('worker/2');
    expect([await isAlive('worker/1'), await isAlive('worker/2')]).toEqual([false, true]);
    await two.close();
    await until('its process ended', async () => !(await isAlive('worker/2')));
  });
});
