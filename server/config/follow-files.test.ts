import { type Following, followFiles } from './follow-files';
import { type ReadConfig, readConfig } from './read-config';

const ENV = {
  VTEX_ACCOUNT: 'mystore',
  VTEX_APP_KEY: '@/secrets/key',
  VTEX_APP_TOKEN: '@/secrets/token',
  VTEX_HOOK_SECRET: '@/secrets/hook',
};
const FIRST = {
  '/secrets/key': 'key-of-mystore\n',
  '/secrets/token': 'TOKEN-OF-MY-STORE\n',
  '/secrets/hook': 'the-first-hook-secret\n',
};

function reading(files: Record<string, string>) {
  return () =>
    readConfig(ENV, (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('ENOENT');
      return text;
    });
}

test('a value that begins with @ is what its file says', () => {
  const { parsed, inFiles } = reading(FIRST)();
  expect(parsed).toMatchObject({
    ok: true,
    config: {
      vtex: { keys: [{ appKey: 'key-of-mystore', appToken: 'TOKEN-OF-MY-STORE' }] },
      hookSecrets: ['the-first-hook-secret'],
    },
  });
  expect(Object.keys(inFiles)).toEqual(['VTEX_APP_KEY', 'VTEX_APP_TOKEN', 'VTEX_HOOK_SECRET']);
});

test('a file that is not there is named, once, and not its path', () => {
  const { parsed } = reading({ ...FIRST, '/secrets/hook': undefined as unknown as string })();
  expect(parsed).toEqual({
    ok: false,
    problems: [{ name: 'VTEX_HOOK_SECRET', wants: 'a file that can be read, since its value begins with @' }],
  });
});

describe('following', () => {
  const files: Record<string, string> = {};
  const changed: [string[], unknown][] = [];
  const wrong: string[][] = [];
  let following: Following;

  beforeEach(() => {
    jest.useFakeTimers();
    for (const list of [changed, wrong]) list.length = 0;
    Object.assign(files, FIRST);
    const read = reading(files);
    following = followFiles({
      first: (read() as ReadConfig).inFiles,
      read,
      changed: (config, names) => changed.push([names, config.hookSecrets]),
      wrong: (problems) => wrong.push(problems.map(({ name }) => name)),
      everyMs: 1_000,
    });
  });
  afterEach(() => {
    following.stop();
    jest.useRealTimers();
  });

  test('what changed is told, once', () => {
    jest.advanceTimersByTime(3_000);
    expect(changed).toEqual([]);
    files['/secrets/hook'] = 'the-second-hook-secret the-first-hook-secret';
    jest.advanceTimersByTime(3_000);
    expect(changed).toEqual([[['VTEX_HOOK_SECRET'], ['the-second-hook-secret', 'the-first-hook-secret']]]);
  });

  test('two files are written one after the other: neither is taken, nor complained of, alone', () => {
    files['/secrets/key'] = 'key-2 key-of-mystore';
    jest.advanceTimersByTime(1_000);
    files['/secrets/token'] = 'TOKEN-OF-MY-STORE-2 TOKEN-OF-MY-STORE';
    jest.advanceTimersByTime(1_000);
    expect(changed.map(([names]) => names)).toEqual([['VTEX_APP_KEY', 'VTEX_APP_TOKEN']]);
    expect(wrong).toEqual([]);
  });

  test('what is wrong changes nothing, and is told once', () => {
    files['/secrets/hook'] = 'short';
    jest.advanceTimersByTime(10_000);
    expect([changed, wrong]).toEqual([[], [['VTEX_HOOK_SECRET']]]);
    Object.assign(files, FIRST);
    jest.advanceTimersByTime(2_000);
    expect(changed).toEqual([]);
  });
});
