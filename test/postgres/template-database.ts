import { Client } from 'pg';

/** The same server, another database. */
export function databaseUrlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Of one jest run: several runs may share a server. */
export function templateName(): string {
  return `holdfast_test_template_${process.pid}_${Date.now()}`;
}

/** Creates an empty database; returns what drops it and every copy a failed test left. */
export async function makeTemplate(serverUrl: string, template: string): Promise<() => Promise<void>> {
  await onServer(serverUrl, (client) => client.query(`create database ${template}`));
  return () =>
    onServer(serverUrl, async (client) => {
      const { rows } = await client.query<{ datname: string }>(
        'select datname from pg_database where starts_with(datname, $1)',
        [template],
      );
      for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
    });
}

/** Runs `work` on one short-lived connection to the server. */
export async function onServer<T>(serverUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: serverUrl, application_name: 'holdfast tests' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
