import { Client } from 'pg';
import { freshDatabase } from './fresh-database';

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('a fresh database', () => {
  it('is migrated, and separate from any other', async () => {
    const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
    await ask(one.url, `insert into holdfast.settings (account, key, value) values ('a', 'k', '1')`);
    expect(await ask(one.url, 'select key from holdfast.settings')).toEqual([{ key: 'k' }]);
    expect(await ask(two.url, 'select key from holdfast.settings')).toEqual([]);
    expect(await ask(two.url, 'select count(*)::int as jobs from graphile_worker.jobs')).toEqual([
      { jobs: 0 },
    ]);
    await Promise.all([one.drop(), two.drop()]);
    await expect(ask(one.url, 'select 1')).rejects.toThrow(/does not exist/);
  });
});
