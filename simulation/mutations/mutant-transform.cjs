/** Gives the unit tests the compiled product, with one deliberate fault in it, in place of its sources. */
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');

const SOURCES = path.join(__dirname, '..', '..', 'node');
const mutation = JSON.parse(process.env.HOLDFAST_MUTATION ?? 'null');

function compiled(source) {
  const file = path.relative(SOURCES, source).replace(/\.ts$/, '.js').replaceAll(path.sep, '/');
  const code = readFileSync(path.join(SOURCES, 'dist', file), 'utf8').replace(
    /^\/\/# sourceMappingURL.*$/m,
    '',
  );
  return file === mutation?.file ? code.replace(mutation.from, () => mutation.to) : code;
}

module.exports = {
  process: (_text, source) => ({ code: compiled(source) }),
  getCacheKey: (_text, source) =>
    createHash('sha1')
      .update(`${source}\n${compiled(source)}`)
      .digest('hex'),
};
