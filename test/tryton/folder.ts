import path from 'node:path';

/** Where `scripts/test-tryton.mjs` lets Tryton's files lie; it removes them at the end. */
export function trytonFolder(...names: string[]): string {
  const folder = process.env.TRYTON_TEST_FOLDER;
  if (!folder) throw new Error('start these tests with: npm run test:tryton');
  return path.join(folder, ...names);
}

export const ADMIN = { user: 'admin', password: 'admin-pw-of-a-test' };
/** Works for Holdfast; in the group "Stock" only. */
export const SYNC = { user: 'holdfast', password: 'qm7-Vr2x-Lk9d' };
