import { createMemoryPaceBook } from '@holdfast/node/clients/vtex/memory-pace-book';
import { PACE } from '@holdfast/node/clients/vtex/rate-limit';
import type { PaceBook } from '@holdfast/node/clients/vtex/rate-limiter';
import {
  createPostgresPaceBook,
  createPostgresRateLimiter,
} from '@holdfast/server/vtex-http/postgres-rate-limiter';
import { Pool } from 'pg';
import { freshDatabase } from '../postgres/fresh-database';

const GET = 'GET /api/oms/pvt/orders/{orderId}';
const PUT = 'PUT /api/logistics/x';

/** What both books promise. `clock` is the shared clock; `same` is the book as another process sees it. */
function promises(
  open: (clock: { nowMs: number }) => { book: PaceBook; same: PaceBook; otherAccount: PaceBook },
) {
  const startMs = Date.parse('2026-05-01T12:00:00Z');
  const slice = Math.floor(PACE.startPerSecond / 2);

  function fresh() {
    const clock = { nowMs: startMs };
    return { clock, ...open(clock) };
  }

  it('gives out slices one after the other, to all processes together', async () => {
    const { book, same } = fresh();
    expect(await book.lease(GET, 0)).toEqual({ permits: slice, startsInMs: 0 });
    expect(await same.lease(GET, 0)).toEqual({ permits: slice, startsInMs: 500 });
    expect(await book.lease(GET, 0)).toEqual({ permits: slice, startsInMs: 1000 });
  });

  it('keeps endpoints and accounts apart', async () => {
    const { book, otherAccount } = fresh();
    await book.lease(GET, 0);
    expect(await book.lease(PUT, 0)).toMatchObject({ startsInMs: 0 });
    expect(await otherAccount.lease(GET, 0)).toMatchObject({ startsInMs: 0 });
  });

  it('saves nothing up while idle', async () => {
    const { book, clock } = fresh();
    await book.lease(GET, 0);
    clock.nowMs += 3_600_000;
    expect(await book.lease(GET, 0)).toMatchObject({ startsInMs: 0 });
    expect(await book.lease(GET, 0)).toMatchObject({ startsInMs: 500 });
  });

  it('gains one a second for each second of calls that VTEX took, up to its bound', async () => {
    const { book } = fresh();
    await book.lease(GET, 0);
    await book.lease(GET, PACE.startPerSecond * 4);
    expect(await book.lease(GET, 0)).toMatchObject({ permits: 12 });
    await book.lease(GET, 1_000_000);
    expect(await book.lease(GET, 0)).toMatchObject({ permits: PACE.maxPermits });
  });

  it('after a 429 nobody starts before its time, at half the pace, once per incident', async () => {
    const { book, same, clock } = fresh();
    await book.lease(GET, 0);
    await book.cut(GET, 60_000);
    clock.nowMs += 1_000;
    await same.cut(GET, 60_000);
    expect(await same.lease(GET, 0)).toEqual({ permits: slice / 2, startsInMs: 60_000 });
    clock.nowMs += 61_000;
    await book.cut(GET, 2_000);
    expect(await book.lease(GET, 0)).toEqual({ permits: Math.floor(slice / 4), startsInMs: 2_000 });
  });

  it('takes a 429 on an endpoint nobody called', async () => {
    const { book } = fresh();
    await book.cut(GET, 5_000);
    expect(await book.lease(GET, 0)).toEqual({ permits: slice / 2, startsInMs: 5_000 });
  });

  it('never falls to a standstill', async () => {
    const { book, clock } = fresh();
    for (let i = 0; i < 20; i += 1) {
      await book.cut(GET, 1_000);
      clock.nowMs += 1_000;
    }
    expect(await book.lease(GET, 0)).toEqual({ permits: 1, startsInMs: 0 });
    expect(await book.lease(GET, 0)).toEqual({ permits: 1, startsInMs: 1_000 / PACE.minPerSecond });
  });
}

describe('the pace book in memory', () => {
  promises((clock) => {
    const now = () => clock.nowMs;
    const book = createMemoryPaceBook(now);
    return { book, same: book, otherAccount: createMemoryPaceBook(now) };
  });
});

describe('the pace book in PostgreSQL', () => {
  const opened: { database?: Awaited<ReturnType<typeof freshDatabase>>; pool?: Pool } = {};
  let accounts = 0;

  function pool(): Pool {
    if (!opened.pool) throw new Error('no pool');
    return opened.pool;
  }

  beforeAll(async () => {
    opened.database = await freshDatabase();
    opened.pool = new Pool({ connectionString: opened.database.url });
    opened.pool.on('error', () => undefined);
  });
  afterAll(async () => {
    await opened.pool?.end();
    await opened.database?.drop();
  });

  promises((clock) => {
    accounts += 1;
    const now = () => clock.nowMs;
    const ofAccount = (account: string) => createPostgresPaceBook({ pool: pool(), account, now });
    return {
      book: ofAccount(`a${accounts}`),
      same: ofAccount(`a${accounts}`),
      otherAccount: ofAccount(`b${accounts}`),
    };
  });

  it('gives each slice to one process when all ask at once', async () => {
    const book = createPostgresPaceBook({ pool: pool(), account: 'crowd', now: () => 1_000_000 });
    const leases = await Promise.all(Array.from({ length: 20 }, () => book.lease(GET, 0)));
    const starts = leases.map((lease) => Math.round(lease.startsInMs)).sort((a, b) => a - b);
    expect(starts).toEqual(Array.from({ length: 20 }, (_, i) => i * 500));
  });

  it("works by the database's own clock", async () => {
    const limiter = createPostgresRateLimiter(pool(), 'clock', () => Date.now());
    expect(await limiter.take(GET)).toEqual({ waitMs: 0 });
    await limiter.slowDown(GET, 30_000);
    const { waitMs } = await limiter.take(GET);
    expect(waitMs).toBeGreaterThan(20_000);
    expect(waitMs).toBeLessThanOrEqual(30_000);
  });
});
