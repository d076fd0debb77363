import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSettings, sayProblems } from './parse-settings';
import { createSettingsSource, SETTINGS_LAST_MS } from './settings-source';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

const DEFAULTS = {
  mode: 'recommend',
  guardGapMs: 1000,
  gatherWindowMs: 15_000,
  erp: null,
  erpInboundToken: null,
  accessKey: null,
  publicUrl: null,
  readFeed: true,
  backfillHours: 48,
  countMaxAgeDays: 7,
  takeOver: false,
  retentionDays: 30,
};

test.each([[{}], [null], [undefined], [{ erpUrl: '', erpSecret: '  ', mode: null, unknownField: [1] }]])(
  'nothing set (%j): the defaults, and the cautious mode',
  (raw) => {
    expect(parseSettings(raw)).toEqual({ kind: 'good', settings: DEFAULTS });
  },
);

test('numbers and texts, switches and texts are the same', () => {
  const typed = parseSettings({ guardGapMs: 50, retentionDays: 7, readFeed: false });
  expect(typed).toEqual(parseSettings({ guardGapMs: '50', retentionDays: ' 7 ', readFeed: 'false' }));
  expect(typed).toMatchObject({
    kind: 'good',
    settings: { guardGapMs: 50, retentionDays: 7, readFeed: false },
  });
});

test('everything set', () => {
  const parsed = parseSettings({
    mode: 'execute',
    erpUrl: 'https://erp.example.com/hook',
    erpSecret: SECRET,
    erpInboundToken: 'the-inbound-token',
    accessKey: 'the-key-of-hooks',
    publicUrl: 'https://teststore.myvtex.com/',
  });
  expect(parsed).toMatchObject({
    settings: {
      mode: 'execute',
      erp: { url: 'https://erp.example.com/hook', secret: SECRET },
      erpInboundToken: ['the-inbound-token'],
      accessKey: ['the-key-of-hooks'],
      publicUrl: 'https://teststore.myvtex.com',
    },
  });
});

test('two keys are valid at once while one takes the place of the other', () => {
  expect(parseSettings({ accessKey: ' the-key-of-hooks-2  the-key-of-hooks ' })).toMatchObject({
    settings: { accessKey: ['the-key-of-hooks-2', 'the-key-of-hooks'] },
  });
  expect(parseSettings({ accessKey: 'the-key-of-hooks-2 short' })).toMatchObject({ kind: 'bad' });
});

test.each([
  ['mode', 'Execute', "one of 'recommend', 'execute'"],
  ['guardGapMs', 0, 'a whole number of milliseconds from 1 to 3600000'],
  ['guardGapMs', 1.5, 'a whole number of milliseconds from 1 to 3600000'],
  ['gatherWindowMs', 'soon', 'a whole number of milliseconds from 0 to 600000'],
  ['retentionDays', {}, 'a whole number of days from 1 to 3650'],
  ['countMaxAgeDays', 0, 'a whole number of days from 1 to 365'],
  ['readFeed', 'yes', "one of 'true', 'false'"],
  ['erpInboundToken', 'não-é-um-token-possível', 'a token without spaces, of printable ASCII characters'],
  ['accessKey', 'too-short', 'a token of at least 16 characters that are not all the same'],
])('%s: %j is wrong', (name, value, wants) => {
  const parsed = parseSettings({ [name]: value });
  expect(parsed).toMatchObject({ kind: 'bad', problems: [{ name, wants }] });
});

test('half a group says what is missing, and a wrong half is named once', () => {
  const names = (raw: object) => {
    const parsed = parseSettings(raw);
    return parsed.kind === 'bad' ? parsed.problems.map(({ name }) => name) : [];
  };
  expect(names({ erpUrl: 'https://erp.example.com' })).toEqual(['erpSecret']);
  expect(names({ erpSecret: SECRET })).toEqual(['erpUrl']);
  expect(names({ publicUrl: 'https://teststore.myvtex.com' })).toEqual(['accessKey']);
  expect(names({ erpUrl: 'https://erp.example.com', erpSecret: 'whsec_short' })).toEqual(['erpSecret']);
  expect(names([])).toEqual(['settings']);
});

test('a door that is right stays open while another field is wrong; a wrong one is closed', () => {
  expect(parseSettings({ mode: 'x', accessKey: 'the-key-of-hooks', erpInboundToken: 'a b' })).toMatchObject({
    kind: 'bad',
    doors: { accessKey: ['the-key-of-hooks'], erpInboundToken: null },
  });
});

test('no value is ever said', () => {
  const parsed = parseSettings({
    accessKey: 'my secret key',
    erpUrl: 'ftp://u:hunter2@x',
    erpSecret: 'hunter2',
  });
  const said = parsed.kind === 'bad' ? sayProblems(parsed.problems).message : '';
  expect(said).toMatch(/accessKey wants .*erpUrl wants|erpUrl wants .*accessKey wants/);
  expect(said).not.toMatch(/hunter2|my secret/);
});

describe('the form of manifest.json', () => {
  const manifest = readFileSync(path.join(__dirname, '../../../manifest.json'), 'utf8');
  const form: Record<string, { default?: unknown; format?: string }> =
    JSON.parse(manifest).settingsSchema.properties;

  test('asks for what is read, and for nothing else', () => {
    const { erp: _of2, ...read } = DEFAULTS;
    expect(Object.keys(form).sort()).toEqual([...Object.keys(read), 'erpUrl', 'erpSecret'].sort());
    for (const name of Object.keys(form))
      expect(parseSettings({ [name]: { no: 'such kind' } })).toMatchObject({
        problems: expect.arrayContaining([expect.objectContaining({ name })]),
      });
  });

  test('names the defaults that are used', () => {
    for (const [name, field] of Object.entries(form))
      if ('default' in field) expect(DEFAULTS).toMatchObject({ [name]: field.default });
  });

  test('does not show what is typed where it is secret', () => {
    const hidden = Object.entries(form).filter(([, { format }]) => format === 'password');
    expect(hidden.map(([name]) => name)).toEqual(['erpSecret', 'erpInboundToken', 'accessKey']);
  });
});

describe('the source', () => {
  test('is asked once for a moment, and again after it', async () => {
    let clock = 0;
    let asked = 0;
    const source = createSettingsSource(() => clock);
    const read = async () => ({ guardGapMs: ++asked });
    const both = await Promise.all([source.load(read), source.load(read)]);
    expect(both[0]).toBe(both[1]);
    await source.load(read);
    expect(asked).toBe(1);
    clock += SETTINGS_LAST_MS;
    expect(await source.load(read)).toMatchObject({ settings: { guardGapMs: 2 } });
  });

  test('what cannot be read is unavailable, never the settings of before, and asked for anew', async () => {
    let clock = 0;
    const source = createSettingsSource(() => clock);
    await source.load(async () => ({ mode: 'execute' }));
    clock += SETTINGS_LAST_MS;
    const away = await source.load(async () => Promise.reject(new Error('away')));
    expect(away).toEqual({ kind: 'unavailable' });
    expect(await source.load(async () => ({}))).toMatchObject({ settings: { mode: 'recommend' } });
  });
});
