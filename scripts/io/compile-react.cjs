// react/ as the react builder 3.x makes it: compiled by TypeScript 3.9, which every maintained app of it pins, and
// parsed and bundled by webpack 4, to which React and react-intl are the Admin's. Run as a process of its own
// (webpack 4 hashes with what OpenSSL 3 has only with --openssl-legacy-provider): node compile-react.cjs REACT OUT
const { gzipSync } = require('node:zlib');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const tools = path.join(__dirname, 'tools', 'node_modules');
const ts = require(path.join(tools, 'typescript'));
const webpack = require(path.join(tools, 'webpack'));

const [react, out] = process.argv.slice(2).map((folder) => path.resolve(folder));
const ENTRY = 'HoldfastAdmin';

compile();
bundle();

/**
 * Only what is wrong in our own files counts: TypeScript 3.9 cannot read the declarations of several packages (the
 * design system's among them, written for 4.1), and reads over them as well as it can.
 */
function compile() {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (wrong) => stop(text([wrong])) };
  const options = { noEmit: false, outDir: out, declaration: false };
  const config = ts.getParsedCommandLineOfConfigFile(path.join(react, 'tsconfig.json'), options, host);
  const program = ts.createProgram(config.fileNames, config.options);
  const own = new Set(config.fileNames.map((name) => path.resolve(name)));
  const wrong = program
    .getSourceFiles()
    .filter(({ fileName }) => own.has(path.resolve(fileName)))
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  if (own.size === 0) stop('react/ has no files');
  if (wrong.length > 0) stop(text([...config.errors, ...wrong]));
  program.emit();
  say(`${own.size} files of react/ compile with TypeScript ${ts.version}`);
}

function bundle() {
  const file = `${ENTRY}.bundle.js`;
  const settings = {
    mode: 'production',
    context: out,
    entry: `./${ENTRY}.js`,
    output: { path: out, filename: file, libraryTarget: 'umd' },
    externals: { react: 'React', 'react-dom': 'ReactDOM', 'react-intl': 'ReactIntl' },
    resolve: { modules: ['node_modules', path.join(react, 'node_modules')] },
    performance: { hints: false },
  };
  webpack(settings, (error, stats) => {
    if (error) stop(String(error));
    if (stats.hasErrors()) stop(stats.toString({ all: false, errors: true }));
    const code = readFileSync(path.join(out, file));
    const kb = (bytes) => Math.round(bytes / 1000);
    say(
      `webpack ${webpack.version} bundles them: ${kb(code.length)} kB, ${kb(gzipSync(code).length)} kB gzipped`,
    );
  });
}

function text(diagnostics) {
  return ts.formatDiagnostics(diagnostics, {
    getCurrentDirectory: () => react,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  });
}

function say(line) {
  process.stdout.write(`io:build: ${line}.\n`);
}

function stop(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
