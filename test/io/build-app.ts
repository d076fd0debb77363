import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const NODE = join(__dirname, '../../node');

export interface BuiltApp {
  /** JavaScript of `node/`, as the runtime loads it. */
  code: string;
  service: unknown;
  manifest: unknown;
  remove(): Promise<void>;
}

/**
 * Translates `node/` with VTEX's compiler and options, file by file: what `io:build` emits, without its types
 * being checked again.
 */
export async function buildApp(): Promise<BuiltApp> {
  const { options, fileNames } = configOf(join(NODE, 'tsconfig.json'));
  const code = await mkdtemp(join(tmpdir(), 'holdfast-built-'));
  await Promise.all(
    fileNames.map(async (file) => {
      const out = join(code, relative(NODE, file).replace(/\.ts$/, '.js'));
      const source = await readFile(file, 'utf8');
      await mkdir(dirname(out), { recursive: true });
      await writeFile(
        out,
        ts.transpileModule(source, { compilerOptions: options, fileName: file }).outputText,
      );
    }),
  );
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
  return {
    code,
    service: await read(join(NODE, 'service.json')),
    manifest: await read(join(NODE, '../manifest.json')),
    remove: () => rm(code, { recursive: true, force: true }),
  };
}

function configOf(file: string): ts.ParsedCommandLine {
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, dirname(file));
  const [wrong] = parsed.errors;
  if (wrong) throw new Error(ts.flattenDiagnosticMessageText(wrong.messageText, '\n'));
  return { ...parsed, options: { ...parsed.options, sourceMap: false, declaration: false } };
}
