// npm run reconcile -- http://localhost:3000
// Asks a running server to compare the books, prints the report, and ends with 1 when something is unexplained.
const base = (process.argv[2] ?? process.env.HOLDFAST_URL ?? 'http://localhost:3000').replace(/\/+$/, '');
const token = process.env.HOLDFAST_ADMIN_TOKEN;
const LONGEST_MS = 30 * 60_000;

if (!token) fail('HOLDFAST_ADMIN_TOKEN is not set: it is the bearer token of the admin API.');

const begun = await ask('POST', '/reconciliations');
const giveUpAt = Date.now() + LONGEST_MS;
let report = begun;
while (report.state === 'running') {
  if (Date.now() > giveUpAt)
    fail(`The reconciliation ${begun.reconciliationId} did not end within 30 minutes.`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  report = await ask('GET', `/reconciliations/${encodeURIComponent(begun.reconciliationId)}`);
}
print(report);
process.exit(report.state === 'done' && report.unexplained === 0 ? 0 : 1);

async function ask(method, path) {
  const address = `${base}/_v/holdfast/api${path}`;
  const answer = await fetch(address, { method, headers: { authorization: `Bearer ${token}` } }).catch(() =>
    fail(`${base} does not answer: is the server running there?`),
  );
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) fail(`${method} ${address}: ${answer.status} ${body.error ?? ''}`);
  return body;
}

function print({ reconciliationId, message, accounts, lines }) {
  say(`Reconciliation ${reconciliationId}`);
  say(message);
  for (const [name, account] of Object.entries(accounts)) {
    if (account === null) continue;
    const { expected, actual } = account;
    say(`  ${name.padEnd(9)} expected ${expected}, found ${actual}, difference ${actual - expected}`);
  }
  for (const { skuId, warehouseId, differences } of lines) {
    say(`SKU ${skuId} in warehouse ${warehouseId}`);
    for (const one of differences) say(`  ${one.class.padEnd(18)} ${one.message}`);
  }
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}
