import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeBlocks, REPOSITORY } from './code-blocks';

const PAGE = 'erp-connectors.md';
/** Of compiling the copy and running a Jest inside this one, on a busy machine. */
const WITHIN_MS = 300_000;
jest.setTimeout(WITHIN_MS);

/** The repository without what it is built into. */
const COPIED = [
  'node',
  'server',
  'sandbox',
  'test/connector-contract',
  'test/builders/an-id.ts',
  'tsconfig.base.json',
  'tsconfig.depcruise.json',
  'biome.json',
];
const NOT_COPIED = new Set(['node_modules', 'dist', '.holdfast']);

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'holdfast-steps-'));
  for (const part of COPIED) {
    cpSync(path.join(REPOSITORY, part), path.join(copy, part), {
      recursive: true,
      filter: (from) => !NOT_COPIED.has(path.basename(from)) && !from.endsWith('.tsbuildinfo'),
    });
  }
  symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(copy, 'node_modules'));
  for (const block of codeBlocks(PAGE)) follow(block);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** A reader's hands: a block that is named after a file becomes it, a difference is applied to it. */
function follow({ language, name, text }: ReturnType<typeof codeBlocks>[number]): void {
  if (language === 'ts' && name !== '') write(name, text);
  if (language !== 'diff') return;
  const lines = text.trimEnd().split('\n');
  const count = (sign: string) => lines.filter((line) => !line.startsWith(sign)).length;
  const patch = `--- a/${name}\n+++ b/${name}\n@@ -1,${count('+')} +1,${count('-')} @@\n${text}`;
  execFileSync('git', ['apply', '--whitespace=nowarn'], { cwd: copy, input: patch });
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
}

function run(bin: string, args: string[]): string {
  const done = spawnSync(process.execPath, [path.join(REPOSITORY, 'node_modules', bin), ...args], {
    cwd: copy,
    encoding: 'utf8',
    // The Jest inside must not take itself for a worker of the one outside.
    env: { ...process.env, JEST_WORKER_ID: undefined },
  });
  if (done.status !== 0)
    throw new Error(`${bin} ${args.join(' ')} ended with ${done.status}: ${done.stdout}${done.stderr}`);
  return `${done.stdout}${done.stderr}`;
}

test('the page has a connector, its contract, its registration and its environment', () => {
  const named = codeBlocks(PAGE).filter(({ name }) => name !== '');
  expect(named.map(({ language, name }) => `${language} ${name}`)).toEqual([
    'ts node/clients/erp/smallest/smallest-connector.ts',
    'ts test/connector-contract/smallest.test.ts',
    'ts server/erp/smallest.ts',
    'diff server/erp/connectors.ts',
    'sh environment',
  ]);
});

test('what the steps write compiles, and the lint has nothing to say', () => {
  const files = codeBlocks(PAGE).flatMap(({ language, name }) =>
    language === 'ts' && name !== '' ? [name] : [],
  );
  run('@biomejs/biome/bin/biome', ['ci', ...files, 'server/erp/connectors.ts']);
  write(
    'tsconfig.json',
    JSON.stringify({
      extends: './tsconfig.depcruise.json',
      compilerOptions: { noEmit: true, types: ['node', 'jest'] },
      files: [...files, 'server/erp/connectors.ts'],
    }),
  );
  run('typescript/bin/tsc', ['-p', 'tsconfig.json']);
});

test('the contract passes, and the environment of the last step opens that connector and no other', () => {
  write('jest.config.cjs', INNER_JEST);
  write('test/started.test.ts', STARTED);
  write('environment.json', JSON.stringify(environment()));
  const said = run('jest/bin/jest.js', ['--config', 'jest.config.cjs', '--runInBand', '--verbose']);
  expect(said).toMatch(/ERP connector: smallest/);
  expect(said).toMatch(/✓ the server delivers through it/);
  expect(said).not.toMatch(/skipped|failed/);
});

function environment(): Record<string, string> {
  const block = codeBlocks(PAGE).find(({ name }) => name === 'environment');
  const lines = block?.text.trim().split('\n') ?? [];
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/).slice(0, 2)));
}

/** That of the repository, without its database. */
const INNER_JEST = `
const outer = require(${JSON.stringify(path.join(REPOSITORY, 'jest.config.cjs'))});
module.exports = {
  testEnvironment: 'node',
  rootDir: __dirname,
  testMatch: ['<rootDir>/test/connector-contract/smallest.test.ts', '<rootDir>/test/started.test.ts'],
  moduleFileExtensions: outer.moduleFileExtensions,
  moduleNameMapper: outer.moduleNameMapper,
  transform: outer.transform,
  haste: { enableSymlinks: false },
};
`;

/** As the server starts: environment, settings, connector. */
const STARTED = `
import { createServer } from 'node:http';
import { parseConfig } from '@holdfast/server/config/parse-config';
import { unknownVariables } from '@holdfast/server/config/unknown-variables';
import { createConnector } from '@holdfast/server/host/create-connector';
import { hostSettings } from '@holdfast/server/host/host-settings';
import { deliveryOf } from './connector-contract/deliveries';

test('the server delivers through it', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.method + ' ' + request.url);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const given = require('../environment.json') as Record<string, string>;
  const environment: Record<string, string> = {
    VTEX_ACCOUNT: 'mystore', VTEX_APP_KEY: 'key', VTEX_APP_TOKEN: 'token-of-mystore-',
    ...given,
    ERP_URL: (given.ERP_URL ?? '').replace(/:\\d+$/, ':' + port),
  };
  expect(unknownVariables(environment)).toEqual([]);
  const parsed = parseConfig(environment);
  if (!parsed.ok || parsed.config.vtex === null) throw new Error(JSON.stringify(parsed));
  const { connector, close } = createConnector(hostSettings(parsed.config, parsed.config.vtex));
  expect(connector?.name).toBe('smallest');
  expect(await connector?.deliver(deliveryOf(1))).toEqual({ kind: 'accepted', status: 204 });
  expect(asked).toEqual(['PUT /holds/L1%2F7%2Fw1']);
  close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
`;
