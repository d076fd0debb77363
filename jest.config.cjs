/** Tests run from the TypeScript sources; types are checked apart, by `npm run typecheck`. */
module.exports = {
  testEnvironment: 'node',
  roots: [
    '<rootDir>/node',
    '<rootDir>/server',
    '<rootDir>/sandbox',
    '<rootDir>/simulation',
    '<rootDir>/react',
    '<rootDir>/test',
  ],
  testMatch: ['**/*.test.ts'],
  // They need a real Tryton, a real PgBouncer, what io:build makes, and much time: npm run test:tryton,
  // test:pgbouncer, io:build, test:chaos, test:attack
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    '<rootDir>/test/(tryton|pgbouncer|io-build|chaos|attack)/',
  ],
  modulePathIgnorePatterns: ['/dist/'],
  // What a compiler left beside a source must not be tested in its place.
  moduleFileExtensions: ['ts', 'tsx', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs', ignoreDynamic: true },
      },
    ],
    '^.+\\.tsx$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022' },
        module: { type: 'commonjs', ignoreDynamic: true },
      },
    ],
  },
  moduleNameMapper: {
    '^@holdfast/(node|server|sandbox)/(.*)$': '<rootDir>/$1/$2',
  },
  globalSetup: '<rootDir>/test/postgres/global-setup.ts',
  globalTeardown: '<rootDir>/test/postgres/global-teardown.ts',
  maxWorkers: 2,
  // A busy machine takes ten times as long as an idle one; what never ends is ended all the same.
  testTimeout: 180_000,
};
