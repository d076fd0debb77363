const whole = require('../../jest.config.cjs');

/** What needs a real Tryton: `npm run test:tryton`. The rest of the suite leaves this folder out. */
module.exports = {
  ...whole,
  rootDir: '../..',
  roots: ['<rootDir>/test/tryton'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  globalSetup: '<rootDir>/test/tryton/global-setup.ts',
  maxWorkers: 1,
  testTimeout: 60_000,
};
