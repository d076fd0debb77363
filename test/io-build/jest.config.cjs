const whole = require('../../jest.config.cjs');

/**
 * What needs the folder and the tools that `npm run io:build` makes: VTEX's CLI, and the browser tests once more on
 * what the panel has in VTEX's Admin. The rest of the suite leaves this folder out.
 */
module.exports = {
  ...whole,
  rootDir: '../..',
  roots: ['<rootDir>/test/io-build', '<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  moduleNameMapper: {
    ...whole.moduleNameMapper,
    '^\\./(build-panel|panel-folder)$': '<rootDir>/test/io-build/admin-panel.ts',
  },
  maxWorkers: 1,
  testTimeout: 180_000,
};
