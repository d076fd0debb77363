import startPostgres from '../postgres/global-setup';
import stopPostgres from '../postgres/global-teardown';
import { makeTemplate } from './make-template';

/** A PostgreSQL for both, and a filled Tryton database on it that every test file copies. */
export default async function globalSetup(): Promise<void> {
  await startPostgres();
  try {
    await makeTemplate();
  } catch (error) {
    // Jest tears down only what was set up whole.
    await stopPostgres();
    throw error;
  }
}
