import startPostgres from '../postgres/global-setup';
import { makeTemplate } from './make-template';

/** A PostgreSQL for Holdfast, and a filled Tryton database that every test file copies. */
export default async function globalSetup(): Promise<void> {
  await makeTemplate();
  await startPostgres();
}
