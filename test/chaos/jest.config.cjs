const whole = require('../../jest.config.cjs');

/** Real processes and a database of their own, for as long as it is asked to: `npm run test:chaos`. */
module.exports = {
  ...whole,
  rootDir: '../..',
  roots: ['<rootDir>/test/chaos'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  globalSetup: undefined,
  globalTeardown: undefined,
  maxWorkers: 1,
};
