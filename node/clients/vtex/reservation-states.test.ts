import { listedState, stateById } from './reservation-states';

test.each([
  [1, 'authorized', 'authorized'],
  ['Confirmed', 'confirmed', 'confirmed'],
  ['5', 'canceled', 'canceled'],
  [0, 'active-unknown', 'not-committed'],
])('%j', (status, inList, alone) => {
  expect([listedState(status), stateById(status)]).toEqual([inList, alone]);
});

test.each([
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'quantum',
  '',
  99,
  -1,
  null,
  {},
  undefined,
])('a word that VTEX does not have counts as active: %j', (status) => {
  expect([listedState(status), stateById(status)]).toEqual(['active-unknown', 'unknown']);
});
