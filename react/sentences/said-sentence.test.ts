import { SUBJECT } from '@holdfast/node/core/said/delivery-sentences';
import type { Said as ToldSaid } from '@holdfast/node/core/said/said';
import type { SaidId } from '@holdfast/node/core/said/say';
import { CATALOGUE, say, together } from '@holdfast/node/core/said/say';
import { takenOf } from '@holdfast/node/middlewares/hook/record-notification';
import { anId } from '../../test/builders/an-id';
import type { Said } from '../api/types/said';
import { MESSAGES } from '../standalone/languages';
import { tellerIn } from '../standalone/testing/tellers';
import { SAID_KEYS } from './said-keys';
import { entrySentence, saidSentence } from './said-sentence';

type Values = ToldSaid['values'];

/** One value of each name that sentences have, beside the numbers. */
const TEXTS: Values = {
  about: 'status',
  address: 'https://oms.example.com/orders',
  bug: 'it holds an e-mail address',
  countedAt: '2026-11-21T13:50:02.1347932Z',
  differed: ['filter', 'visibility time-out'],
  doubt: 'split',
  endpoint: 'PUT /api/x/{id}',
  erp: 'tryton',
  error: 'TypeError',
  filter: 'handling, invoiced',
  lockId: '00-v1-01',
  names: ['v1-01', '00-v2-01'],
  orderId: 'v1-01',
  orderStatus: 'invoiced',
  planId: 'p-1',
  previousStatus: 'confirmed',
  reference: 'count-7',
  resources: ['View order', 'List Orders'],
  resource: 'Logistics viewer or Logistics full access',
  skuId: '101',
  source: 'feed',
  status: 'acknowledged',
  stream: 'order/v1-01',
  task: 'new-task',
  wants: 'accessKey wants 32 characters',
  warehouseId: 'main',
  comparedAt: '2026-11-21T13:50:02.1347932Z',
  watermarkAt: '2026-11-21T13:50:02.1347932Z',
  what: 'product 7',
  who: 'An admin',
  why: 'not-found',
  words: "somebody else's {own} words",
};

const NUMBERS =
  'after apart attempts before code count dispatched ignored listed now onHand orders positions quantity read released removed repairTotal reserved sent streams total units wanted'.split(
    ' ',
  );

const withNumbers = (number: number): Values => ({
  ...TEXTS,
  ...Object.fromEntries(NUMBERS.map((name) => [name, number])),
});

const ids = Object.keys(CATALOGUE) as SaidId[];

/** The English of the API for whatever values there are: here the sentence takes what it needs. */
const english = (id: SaidId, values: Values) => (CATALOGUE[id] as (values: Values) => string)(values);

const tellers = { en: tellerIn('en'), pt: tellerIn('pt'), es: tellerIn('es') };

/** With instants as the API writes them. */
const asWritten = { ...tellers.en, moment: (at: string) => at };

test('the panel has a key for each sentence of the API, and for no other', () => {
  expect(Object.keys(SAID_KEYS).sort()).toEqual([...ids].sort());
  for (const id of ids) expect(SAID_KEYS[id]).toBe(`admin/holdfast.said.${id}`);
});

test('the English of the panel is made from that of the API, by `npm run messages`', () => {
  const made = Object.fromEntries(ids.map((id) => [`admin/holdfast.said.${id}`, CATALOGUE[id].icu]));
  expect(MESSAGES.en).toMatchObject({ ...made, 'admin/holdfast.said.subject': SUBJECT.icu });
});

test('every sample is there', () => {
  for (const id of ids) expect(english(id, withNumbers(2))).not.toMatch(/undefined|NaN|null|\[object/);
});

describe.each(ids)('%s', (id) => {
  test.each([0, 1, 2, 143])('says in the English of the panel what the API says, of %i', (number) => {
    const values = withNumbers(number);
    expect(saidSentence(asWritten, [{ id, values }] as Said[])).toBe(english(id, values));
  });

  test.each(['removal', 'stock', 'change'])('also about a %s', (about) => {
    const values = { ...withNumbers(1), about };
    expect(saidSentence(asWritten, [{ id, values }] as Said[])).toBe(english(id, values));
  });

  test.each(['pt', 'es'] as const)('has its own sentence in %s, with all that was said', (language) => {
    const values = withNumbers(143);
    const told = saidSentence(tellers[language], [{ id, values }] as Said[]) ?? '';
    const own = english(id, values);
    for (const name of [
      'orderId',
      'lockId',
      'skuId',
      'warehouseId',
      'planId',
      'endpoint',
      'words',
    ] as const) {
      if (own.includes(String(TEXTS[name]))) expect(told).toContain(TEXTS[name]);
    }
    expect(told.match(/143/g) ?? []).toHaveLength((own.match(/143/g) ?? []).length);
    expect(told).not.toMatch(/undefined|\{\}/);
    if (!['words', 'problem.call'].includes(id)) expect(told).not.toBe(own);
  });
});

test('numbers are told by the locale', () => {
  const said = say('update.foreign', { before: 12_345, sent: 1, now: 2 }).said as Said[];
  expect(saidSentence(tellers.en, said)).toContain('12,345');
  expect(saidSentence(tellers.es, said)).toContain('12.345');
});

test('machine words are told in the reader’s language, wherever they stand', () => {
  const position = { skuId: anId('101'), warehouseId: anId('main') };
  const step = {
    ...position,
    orderId: anId('v1'),
    quantity: 2,
    status: 'acknowledged',
    previousStatus: 'confirmed',
  } as const;
  const tell = (sentence: { said: ToldSaid[] }) => saidSentence(tellers.pt, sentence.said as Said[]);
  expect(tell(say('reservation.became', step))).toBe(
    'Pedido v1: 2 do SKU 101 no depósito main: confirmada -> reconhecida.',
  );
  const subject = { ...position, about: 'status', status: 'invoiced', orderId: anId('v1') } as const;
  expect(tell(together(say('delivery.waits', subject), say('words', { words: 'Own words.' })))).toBe(
    'O ERP ainda não recebeu a mudança do pedido v1 para faturada: Own words.',
  );
  expect(tell(say('hook.repaired', { differed: ['url', 'key'] }))).toContain('endereço, chave.');
  expect(tell(say('plan.approved', { ...position, who: 'An admin' }))).toMatch(/^Um administrador aprovou/);
  expect(tell(say('plan.approved', { ...position, who: 'user-7' }))).toMatch(/^user-7 aprovou/);
  expect(tell(say('work.job-failed', { task: 'deliver', error: 'Error' }))).toContain('(Avisar o ERP)');
});

test('what is new to the panel is left to the English of the API, as a whole', () => {
  const known = { id: 'sweep.rest-waits', values: {} };
  const teller = tellers.pt;
  expect(saidSentence(teller, [known, { id: 'brand.new', values: {} }])).toBeNull();
  expect(saidSentence(teller, [known, { id: 'constructor', values: {} }])).toBeNull();
  expect(saidSentence(teller, [{ id: 'plan.hold', values: { reason: 'brand-new' } }, known])).toBeNull();
  expect(saidSentence(teller, [])).toBeNull();
});

describe('a notification, of which nothing is stored twice', () => {
  const line = { said: null, kind: 'notification', outcome: 'ok' } as const;
  const tell = (detail: Record<string, unknown> | null, outcome: 'ok' | 'nothing' = 'ok') =>
    entrySentence(tellers.pt, { ...line, outcome, detail });

  test.each([
    [{ source: 'hook', state: 'invoiced' }, 'O hook avisa: faturado.'],
    [{ source: 'sweep', state: null }, 'A varredura indicou o pedido.'],
    [{ source: 'hook', state: 'brand-new' }, 'O hook avisa: brand-new.'],
  ])('%j', (detail, sentence) => {
    expect(tell(detail)).toBe(sentence);
  });

  test('that named no order, or says nothing of itself', () => {
    expect(tell({ source: 'hook', state: 'x' }, 'nothing')).toMatch(/ignorada/);
    expect(tell(null)).toBeNull();
  });

  test('says in English what the API says', () => {
    const inEnglish = (detail: Record<string, unknown>) => entrySentence(asWritten, { ...line, detail });
    const notification = { orderId: anId('v1-01'), domain: null, lastState: null, currentChange: null };
    for (const state of ['invoiced', null]) {
      const { entry } = takenOf({ ...notification, source: 'feed', state });
      expect(entry.said ?? null).toBeNull();
      expect(inEnglish(entry.detail ?? {})).toBe(entry.message);
    }
  });

  test('a line of an older version, about anything else, is left to the API', () => {
    expect(entrySentence(tellers.pt, { ...line, kind: 'order', detail: {} })).toBeNull();
  });
});
