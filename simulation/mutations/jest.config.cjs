const path = require('node:path');
const usual = require('../../jest.config.cjs');

/** The usual unit tests over the compiled product: no database is begun, and the first failure is enough. */
const { globalSetup: _setup, globalTeardown: _teardown, ...rest } = usual;
module.exports = {
  ...rest,
  rootDir: path.join(__dirname, '..', '..'),
  bail: 1,
  maxWorkers: 1,
  transform: {
    '/node/(?!node_modules/)(?!.*\\.test\\.ts$)[^.]+\\.ts$': path.join(__dirname, 'mutant-transform.cjs'),
    ...usual.transform,
  },
};
