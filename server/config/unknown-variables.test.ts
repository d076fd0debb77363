import { ERP_VARIABLES } from '../erp/read-erp';
import { unknownVariables } from './unknown-variables';
import { variables } from './variables';

test('names what looks like a variable of ours and is none', () => {
  const env = {
    HOLDFAST_MOD: 'recommend',
    ERP_URI: 'x',
    HOLDFAST_MODE: 'execute',
    VTEX_ACOUNT: 'x',
    PATH: '',
  };
  const sentences = unknownVariables(env);
  expect(sentences).toHaveLength(3);
  expect(sentences[0]).toMatch(/^ERP_URI /);
  expect(sentences[1]).toMatch(/^HOLDFAST_MOD /);
  expect(sentences[2]).toMatch(/^VTEX_ACOUNT /);
});

test('knows every variable that is read', () => {
  const all = Object.fromEntries(
    [...Object.keys(variables.shape), ...ERP_VARIABLES].map((name) => [name, 'x']),
  );
  expect(unknownVariables(all)).toEqual([]);
});
