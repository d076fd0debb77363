import { variables } from '@holdfast/server/config/variables';
import { ERP_VARIABLES } from '@holdfast/server/erp/read-erp';
import { pageText } from './code-blocks';

/** Those of the connectors stand where one is chosen. */
function inOrderOfTheCode(): string[] {
  const own = Object.keys(variables.shape);
  const chosen = own.indexOf('ERP_CONNECTOR') + 1;
  return [...own.slice(0, chosen), ...ERP_VARIABLES, ...own.slice(chosen)];
}

/** A row may tell of several that belong together. */
function inOrderOfThePage(): string[] {
  const table = pageText('configuration.md').split('\n## ')[0] ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
}

test('the page has every variable once, in the order of the code', () => {
  expect(inOrderOfThePage()).toEqual(inOrderOfTheCode());
});
