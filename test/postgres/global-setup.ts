import { migrate } from '../../server/postgres/migrate';
import { leaveForTeardown } from './left-for-teardown';
import { databaseUrlOf, makeTemplate, templateName } from './template-database';
import { startTemporaryServer } from './temporary-server';

/**
 * One PostgreSQL for the whole run, in a temporary folder, with a migrated database that every test copies
 * (`freshDatabase`). With TEST_DATABASE_URL set that server is used instead; its user must be allowed to
 * create databases.
 */
export default async function globalSetup(): Promise<void> {
  const given = process.env.TEST_DATABASE_URL;
  const { serverUrl, stop } = given
    ? { serverUrl: given, stop: async () => undefined }
    : await startTemporaryServer();
  try {
    const template = templateName();
    const dropTemplate = await makeTemplate(serverUrl, template);
    leaveForTeardown(async () => {
      await dropTemplate();
      await stop();
    });
    await migrate(databaseUrlOf(serverUrl, template));
    process.env.TEST_DATABASE_URL = serverUrl;
    process.env.TEST_DATABASE_TEMPLATE = template;
  } catch (error) {
    await stop();
    throw error;
  }
}
