import autocannon from 'autocannon';

/** Fires notifications at a URL from a process of its own: `load.js url key seconds connections firstOrder`. */
const [url = '', key = '', seconds = '5', connections = '200', firstOrder = '0'] = process.argv.slice(2);

/** An order tells of itself about five times on its way. */
const NOTIFICATIONS_PER_ORDER = 5;
const STATES = ['payment-approved', 'ready-for-handling', 'handling', 'invoiced', 'canceled'];
let sent = 0;

function nextBody(): string {
  const order = Number(firstOrder) + Math.floor(sent / NOTIFICATIONS_PER_ORDER);
  const state = STATES[sent % STATES.length];
  sent += 1;
  return JSON.stringify({
    Domain: 'Fulfillment',
    OrderId: `v${order}bench-01`,
    State: state,
    LastState: 'window-to-cancel',
    LastChange: '2024-05-14T17:11:39.2550122Z',
    CurrentChange: '2024-05-14T17:12:48.0965893Z',
    Origin: { Account: 'benchstore', Key: 'vtexappkey-benchstore' },
  });
}

const headers = { 'content-type': 'application/json', 'x-holdfast-key': key };
autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  requests: [{ method: 'POST', headers, setupRequest: (request) => ({ ...request, body: nextBody() }) }],
}).then((result) => {
  const { requests, latency, non2xx, errors, timeouts } = result;
  const line = {
    perSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    non2xx,
    errors,
    timeouts,
    sent,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
});
