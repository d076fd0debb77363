import fc from 'fast-check';
import { documentPath, folderPath, segmentsOf } from './document-path';
import { fileOf, pathOf, prefixOf } from './file-names';

const SEEDED = { seed: 20_260_301 };

const segment = fc.string({ unit: 'grapheme', maxLength: 12 });

it('keeps any id apart from any other, and gives it back', () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 3 }), (segments) => {
      const path = documentPath('orders', ...segments);
      expect(segmentsOf(path)).toEqual(['orders', ...segments]);
      const name = fileOf(path);
      expect(name.file).toMatch(/^[A-Za-z0-9._-]+$/);
      expect(pathOf(name)).toBe(path);
    }),
    SEEDED,
  );
});

it.each([
  ['v69305315atmc-01', 'v69305315atmc-01.json'],
  ['31/ä', '31_2f_c3_a4.json'],
  ['31/Ä', '31_2f_c3_84.json'],
  ['a.b_c', 'a_2eb_5fc.json'],
  ['..', '_2e_2e.json'],
  ['', '_.json'],
])('writes %j as %s', (id, file) => {
  expect(fileOf(documentPath('orders', id))).toEqual({ bucket: 'orders', file });
});

it('lists a folder by whole segments, and one file by its whole name', () => {
  expect(prefixOf(folderPath('work', 'deliver'))).toEqual({ bucket: 'work', file: 'deliver.' });
  expect(prefixOf(folderPath('orders'))).toEqual({ bucket: 'orders', file: '' });
  expect(prefixOf(documentPath('orders', 'o-1'))).toEqual({ bucket: 'orders', file: 'o-1.json' });
  expect(fileOf(documentPath('orders', 'o-10')).file.startsWith('o-1.json')).toBe(false);
});

it.each(['x.txt', 'a b.json', '_zz.json', '_ff.json', 'a..b.json'])('leaves %s alone: not ours', (file) => {
  expect(pathOf({ bucket: 'orders', file })).toBeNull();
});
