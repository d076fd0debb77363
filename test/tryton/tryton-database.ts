import type { Client } from 'pg';
import { until } from '../flows/until';
import { databaseUrlOf, onServer } from '../postgres/template-database';

/** Tryton's databases lie beside Holdfast's, and go with them: their names begin with the name of its template. */
function nameOf(what: string): string {
  return `${wanted('TEST_DATABASE_TEMPLATE')}_tryton_${what.replaceAll('-', '_')}`;
}

/** The database that every test file copies. */
export const templateDatabase = () => nameOf('template');

/** For `[database] uri`. Tryton puts the name of the database that was asked for behind it. */
export function databaseUri(): string {
  const url = databaseUrlOf(wanted('TEST_DATABASE_URL'), '');
  return url.replace(/^postgres:/, 'postgresql:');
}

/** Tryton makes its tables itself, but not its database. */
export async function createEmptyDatabase(name: string): Promise<void> {
  await onPostgres((client) => client.query(`create database ${name} template template0 encoding 'UTF8'`));
}

/** A copy of the template; returns its name. */
export async function copyTemplate(what: string): Promise<string> {
  const [name, template] = [nameOf(what), templateDatabase()];
  await onPostgres(async (client) => {
    // Nobody may be connected to what is copied, and a killed Tryton is let go of a moment later.
    await until('nobody is at the template', async () => {
      const { rowCount } = await client.query('select from pg_stat_activity where datname = $1', [template]);
      return rowCount === 0;
    });
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
  return name;
}

export async function dropDatabase(name: string): Promise<void> {
  await onPostgres((client) => client.query(`drop database if exists ${name} with (force)`));
}

/** Behind Tryton's back: one short-lived connection to one of its databases. */
export function inDatabase<T>(name: string, work: (client: Client) => Promise<T>): Promise<T> {
  return onServer(databaseUrlOf(wanted('TEST_DATABASE_URL'), name), work);
}

function onPostgres<T>(work: (client: Client) => Promise<T>): Promise<T> {
  return onServer(wanted('TEST_DATABASE_URL'), work);
}

function wanted(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: test/postgres/global-setup has not run`);
  return value;
}
