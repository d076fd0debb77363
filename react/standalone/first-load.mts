import { gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

/**
 * Adds up what a browser fetches before the first page shows (the entry and all it imports at once, gzipped),
 * prints it, and fails the build above `limitKb` (of 1,000 bytes).
 */
export function limitFirstLoad(limitKb: number): Plugin {
  return {
    name: 'limit-first-load',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = firstFiles(bundle);
      const kb = files.reduce((sum, file) => sum + gzippedBytes(file), 0) / 1000;
      const text = `first load: ${kb.toFixed(1)} kB gzipped in ${files.length} files (limit ${limitKb} kB)`;
      if (kb > limitKb) this.error(text);
      process.stdout.write(`\n${text}\n`);
    },
  };
}

type Output = Rollup.OutputChunk | Rollup.OutputAsset;

/** Assets count too: a style sheet or a picture of the entry is fetched with it. */
function firstFiles(bundle: Rollup.OutputBundle): Output[] {
  const names = new Set<string>();
  const visit = (name: string) => {
    const file = bundle[name];
    if (!file || names.has(name)) return;
    names.add(name);
    if (file.type === 'chunk') file.imports.forEach(visit);
  };
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === 'asset' || file.isEntry) visit(name);
  }
  return [...names].map((name) => bundle[name]).filter((file) => file !== undefined);
}

function gzippedBytes(file: Output): number {
  return gzipSync(file.type === 'chunk' ? file.code : file.source).length;
}
