import { randomBytes } from 'node:crypto';
import { databaseUrlOf, onServer } from './template-database';

/** A migrated database of its own for one test file (or test): a copy, made in some 30 ms. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const serverUrl = wanted('TEST_DATABASE_URL');
  const template = wanted('TEST_DATABASE_TEMPLATE');
  const name = `${template}_${randomBytes(5).toString('hex')}`;
  // File copy: with a small template it is several times faster than the default, which writes it all to the log.
  await onServer(serverUrl, (client) =>
    client.query(`create database ${name} template ${template} strategy file_copy`),
  );
  return {
    url: databaseUrlOf(serverUrl, name),
    drop: () =>
      onServer(serverUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** One without any table, for whoever migrates it. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const serverUrl = wanted('TEST_DATABASE_URL');
  const name = `${wanted('TEST_DATABASE_TEMPLATE')}_${randomBytes(5).toString('hex')}`;
  await onServer(serverUrl, (client) => client.query(`create database ${name}`));
  return {
    url: databaseUrlOf(serverUrl, name),
    drop: () =>
      onServer(serverUrl, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

function wanted(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: test/postgres/global-setup has not run`);
  return value;
}
