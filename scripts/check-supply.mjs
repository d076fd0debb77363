import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What ships with Holdfast, by licence, and what runs a script of its own when it is installed: both are named in
 * `scripts/supply.json`, and whatever is not named there fails (`--write` names it, for somebody to look at). Then the
 * advisory service is asked, where it can be reached.
 */
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = path.join(root, 'scripts', 'supply.json');
const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;

/** What is installed where Holdfast runs, or is built into the panel. */
const SHIPPED = ['node', 'server', 'sandbox', 'react/standalone'];

/** A package's place in the lock: the nearest folder above `from` that has it, as Node looks. */
function placeOf(name, from) {
  for (
    let at = from;
    ;
    at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : ''
  ) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (lock[place] !== undefined) return lock[place].link ? lock[place].resolved : place;
    if (at === '') return null;
  }
}

function shipped() {
  const seen = new Set();
  const open = [...SHIPPED];
  while (open.length > 0) {
    const at = open.pop();
    if (seen.has(at)) continue;
    seen.add(at);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = lock[at];
    for (const name of Object.keys({ ...peerDependencies, ...dependencies, ...optionalDependencies })) {
      const place = placeOf(name, at);
      if (place !== null) open.push(place);
    }
  }
  return [...seen].filter((at) => at.includes('node_modules/'));
}

function licenceOf(place) {
  if (lock[place].license) return String(lock[place].license);
  const own = path.join(root, place, 'package.json');
  const { license, licenses } = existsSync(own) ? JSON.parse(readFileSync(own, 'utf8')) : {};
  const said = license?.type ?? license ?? licenses?.map(({ type }) => type).join(' OR ');
  return said ? String(said) : 'none stated';
}

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
const sorted = (names) => [...new Set(names)].sort();

function found() {
  const licences = {};
  for (const place of shipped()) {
    const licence = licenceOf(place);
    licences[licence] = sorted([...(licences[licence] ?? []), nameOf(place)]);
  }
  const scripted = Object.keys(lock).filter((place) => lock[place].hasInstallScript);
  return {
    licences: Object.fromEntries(Object.entries(licences).sort(([a], [b]) => (a < b ? -1 : 1))),
    installScripts: sorted(scripted.map(nameOf)),
  };
}

function checkNamed() {
  const now = found();
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { notes: {} };
  if (process.argv.includes('--write')) {
    writeFileSync(file, `${JSON.stringify({ notes: before.notes, ...now }, null, 2)}\n`);
    return;
  }
  const problems = [];
  for (const [licence, names] of Object.entries(now.licences))
    for (const name of names)
      if (!before.licences?.[licence]?.includes(name)) problems.push(`${name} ships under ${licence}`);
  for (const name of now.installScripts)
    if (!before.installScripts?.includes(name)) problems.push(`${name} runs a script when it is installed`);
  for (const name of now.licences['none stated'] ?? [])
    if (!before.notes?.[name])
      problems.push(`${name} states no licence, and scripts/supply.json has no note on it`);
  if (problems.length === 0) return;
  process.stderr.write(`Not named in scripts/supply.json:\n${problems.map((one) => `  ${one}\n`).join('')}`);
  process.exitCode = 1;
}

/** A service that cannot be reached is no reason to fail, and none to say nothing. */
function checkAdvisories() {
  const asked = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const counts = (() => {
    try {
      return JSON.parse(asked.stdout).metadata?.vulnerabilities ?? null;
    } catch {
      return null;
    }
  })();
  if (counts === null) {
    process.stdout.write('ADVISORIES: NOT CHECKED. The advisory service could not be asked from here.\n');
    return;
  }
  process.stdout.write(`ADVISORIES: ${JSON.stringify(counts)}\n`);
  if (counts.high > 0 || counts.critical > 0) process.exitCode = 1;
}

checkNamed();
if (process.argv.includes('--advisories')) checkAdvisories();
