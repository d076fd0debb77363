// What the CLI checks before it sends an app, and what the platform would otherwise only say after it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import Ajv from 'ajv';

const require = createRequire(import.meta.url);
/** As the CLI has them. */
const NAME = /^[\w_-]+$/;
const VERSION = /^\d+\.\d+\.\d+(-.*)?$/;

/** One sentence for each thing that is wrong; empty when nothing is. */
export function manifestProblems(folder) {
  const manifest = readJson(folder, 'manifest.json');
  return [
    ...shapeProblems(manifest),
    ...nameProblems(manifest),
    ...billingProblems(manifest),
    ...routeProblems(folder, manifest),
    ...navigationProblems(folder, manifest),
    ...senderProblems(folder, manifest),
  ];
}

/** An event has a sender that is installed with the app, or the app itself under the name it is published by. */
function senderProblems(folder, { vendor, name, dependencies }) {
  const known = new Set([`${vendor}.${name}`, ...Object.keys(dependencies ?? {})]);
  const { events } = readJson(folder, 'node/service.json');
  return Object.entries(events ?? {})
    .filter(([, { sender }]) => !known.has(sender))
    .map(
      ([id, { sender }]) =>
        `node/service.json: the sender of ${id}, ${sender}, is neither the app nor a dependency`,
    );
}

function shapeProblems(manifest) {
  const schema = readJson(path.dirname(require.resolve('@vtex/api/package.json')), 'gen/manifest.schema');
  const validate = new Ajv({ allErrors: true }).compile(schema);
  if (validate(manifest)) return [];
  return validate.errors.map((error) => `manifest.json${error.instancePath}: ${error.message}`);
}

function nameProblems({ name, vendor, version, builders }) {
  const problems = [];
  if (!NAME.test(name ?? '')) problems.push('manifest.json: name must be letters, digits, dashes');
  if (!NAME.test(vendor ?? '')) problems.push('manifest.json: vendor must be the account that publishes');
  if (!VERSION.test(version ?? '')) problems.push('manifest.json: version must be like 1.2.3');
  if (builders?.node !== '7.x') problems.push('manifest.json: the node builder must be 7.x');
  return problems;
}

function billingProblems({ billingOptions }) {
  if (billingOptions === undefined) return [];
  return ['manifest.json: billingOptions let every account install this copy (VTEX, "Billing options")'];
}

/**
 * What the admin builder 0.x reads of `admin/navigation.json` (VTEX developer portal, "Admin builder"): one entry or a
 * list, each with a section, a title in every language, and a path without `/app`.
 */
const NAVIGATION_ENTRY = {
  type: 'object',
  additionalProperties: false,
  required: ['section', 'titleId', 'path'],
  properties: {
    section: { type: 'string', minLength: 1 },
    subSection: { type: 'string' },
    titleId: { type: 'string', pattern: '^admin/' },
    path: { type: 'string', pattern: '^/admin/(?!app/)' },
    adminVersion: { const: 4 },
    LMProductId: { type: 'string' },
    subSectionItems: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['labelId', 'path'],
        properties: {
          labelId: { type: 'string', pattern: '^admin/' },
          path: { type: 'string', pattern: '^/admin/(?!app/)' },
        },
      },
    },
  },
};

/** The redesigned Admin shows entries with `adminVersion` 4, the former one those without: there is one for each. */
function navigationProblems(folder, { builders }) {
  if (builders?.admin === undefined) return [];
  const entries = [readJson(folder, 'admin/navigation.json')].flat();
  const validate = new Ajv({ allErrors: true }).compile({ type: 'array', items: NAVIGATION_ENTRY });
  const problems = validate(entries)
    ? []
    : validate.errors.map(({ instancePath, message }) => `admin/navigation.json${instancePath}: ${message}`);
  for (const isNew of [true, false])
    if (!entries.some(({ adminVersion }) => (adminVersion === 4) === isNew))
      problems.push(`admin/navigation.json: nothing for the ${isNew ? 'redesigned' : 'former'} Admin`);
  const titles = entries.flatMap(({ titleId, subSectionItems = [] }) => [
    titleId,
    ...subSectionItems.map(({ labelId }) => labelId),
  ]);
  for (const language of ['en', 'pt', 'es']) {
    const messages = readJson(folder, `messages/${language}.json`);
    for (const title of titles)
      if (!messages[title]) problems.push(`messages/${language}.json: ${title} is not there`);
  }
  return problems;
}

/** The admin builder needs the key `admin.app.{route}` and its component as a file of react/. */
function routeProblems(folder, { builders }) {
  if (builders?.admin === undefined) return [];
  const routes = readJson(folder, 'admin/routes.json');
  return Object.entries(routes).flatMap(([key, { component, path: where }]) => {
    const problems = [];
    if (!key.startsWith('admin.app.')) problems.push(`admin/routes.json: ${key} must begin with admin.app.`);
    if (!where?.startsWith('/admin/app/'))
      problems.push(`admin/routes.json: ${key} must lie under /admin/app/`);
    if (!isThere(folder, `react/${component}.tsx`)) problems.push(`react/${component}.tsx is not sent`);
    return problems;
  });
}

function isThere(folder, file) {
  try {
    readFileSync(path.join(folder, file));
    return true;
  } catch {
    return false;
  }
}

function readJson(folder, file) {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
}
