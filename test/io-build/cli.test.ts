import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliEndpoints, startCliEndpoints } from './cli-endpoints';
import { namesInZip } from './names-in-zip';
import { type CliSession, cliSession, sessionToken } from './run-cli';

const IO = join(__dirname, '..', '..', 'io');
const FILES = ['node/package.json', 'node/yarn.lock', 'react/package.json', 'react/yarn.lock'];
const { vendor, name, version } = JSON.parse(readFileSync(join(IO, 'manifest.json'), 'utf8'));
const app = `${vendor}.${name}@${version}`;

const build: { code: 'success' | 'fail'; message?: string } = { code: 'success' };
let platform: CliEndpoints;
let cli: CliSession;
beforeAll(async () => {
  const token = sessionToken('person@store.example', Date.now() + 3_600_000);
  const about = { account: vendor as string, workspace: 'holdfast-trial', token };
  platform = await startCliEndpoints({ ...about, build });
  cli = await cliSession({ ...about, platform: platform.url });
});
afterAll(async () => {
  cli?.end();
  await platform?.close();
});

const sent = (command: string) => {
  const [post, ...more] = platform.calls.filter(({ path }) => path.endsWith(`/${command}/${app}`));
  if (!post || more.length > 0) throw new Error(`the project was sent ${more.length + (post ? 1 : 0)} times`);
  return post;
};
const prepared = () =>
  readdirSync(IO, { recursive: true, withFileTypes: true })
    .map((entry) => (entry.isFile() ? join(entry.parentPath, entry.name).slice(IO.length + 1) : ''))
    .filter((file) => file !== '' && !file.includes('node_modules'))
    .sort();
const contents = () => FILES.map((file) => readFileSync(join(IO, file), 'utf8'));

test('whoami knows the account, the workspace and its kind', async () => {
  const { code, said } = await cli.run('whoami');
  expect([code, said]).toEqual([0, expect.stringMatching(new RegExp(`${vendor}.*dev .*holdfast-trial`))]);
});

test('link runs yarn in both folders and sends exactly what was prepared, with no file changed', async () => {
  const before = contents();
  const { code, said } = await cli.run('link', '--no-watch');
  expect([code, said]).toEqual([0, expect.stringMatching(/(Finished running yarn.*){2}/s)]);
  expect(namesInZip(sent('link').body).sort()).toEqual(prepared());
  expect(contents()).toEqual(before);
});

test('a build that fails there is told', async () => {
  build.code = 'fail';
  build.message = 'Type error in node/index.ts';
  const { said } = await cli.run('link', '--no-watch');
  expect(said).toMatch(/App build failed|Type error/);
  build.code = 'success';
});

test('publish sends the same, as the latest version, and says how to deploy it', async () => {
  const { code, said } = await cli.run('publish', '--yes');
  expect([code, said]).toEqual([0, expect.stringContaining(`${app} was published successfully`)]);
  const { query, body } = sent('publish');
  expect(query).toContain('tag=latest');
  expect(namesInZip(body).sort()).toEqual(prepared());
});
