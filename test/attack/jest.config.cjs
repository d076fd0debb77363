const whole = require('../../jest.config.cjs');

/** Attacks with figures, one after the other: `npm run test:attack`. The rest of the suite leaves this folder out. */
module.exports = {
  ...whole,
  rootDir: '../..',
  roots: ['<rootDir>/test/attack'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  maxWorkers: 1,
};
