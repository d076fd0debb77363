import { readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { MUTATIONS } from './list';
import { told } from './mutation';

const PRODUCT = path.join(__dirname, '..', '..', 'node');
const compilerOptions = { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS, esModuleInterop: true };

/** The code that a fault is put into, compiled as the build does. */
const compiled = (file: string): string =>
  transpileModule(readFileSync(path.join(PRODUCT, file.replace(/\.js$/, '.ts')), 'utf8'), { compilerOptions })
    .outputText;

describe.each([...new Set(MUTATIONS.map(({ file }) => file))])('the faults of %s', (file) => {
  const code = compiled(file);
  const faults = MUTATIONS.filter((one) => one.file === file);

  test('stand in the compiled code once each', () => {
    expect(faults.filter(({ from }) => code.split(from).length !== 2).map(told)).toEqual([]);
  });

  test('change it, each in its own way', () => {
    const changed = faults.map(({ from, to }) => code.replace(from, () => to));
    expect(new Set([code, ...changed]).size).toBe(faults.length + 1);
  });

  test('leave code that can be loaded', () => {
    const asLoaded = (one: string) => new Script(Module.wrap(one));
    for (const { from, to } of faults) expect(() => asLoaded(code.replace(from, () => to))).not.toThrow();
  });
});
