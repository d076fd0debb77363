const whole = require('../../jest.config.cjs');

/** What needs a real PgBouncer: `npm run test:pgbouncer`. The rest of the suite leaves this folder out. */
module.exports = {
  ...whole,
  rootDir: '../..',
  roots: ['<rootDir>/test/pgbouncer'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  maxWorkers: 1,
};
