/**
 * A process of slow clients: `node slow-clients.cjs <port> <how many> <way> <path of a large file>`. Whatever is closed
 * is opened again, five hundred a second at most, or a hundred where each asks for a file. A line of JSON every second
 * says how many are open and how many were ever opened.
 */
const net = require('node:net');

const [, , port, most, way, file] = process.argv;
const HOOK = 'POST /_v/holdfast/hook HTTP/1.1\r\nHost: holdfast\r\nContent-Type: application/json\r\n';
const WAYS = {
  'half a body': {
    says: `${HOOK}Content-Length: 60000\r\n\r\n${'{"OrderId":"'.padEnd(30_000, 'x')}`,
    reads: true,
  },
  'half the headers': { says: HOOK, reads: true },
  nothing: { says: '', reads: true },
  'no reading': { says: `GET ${file} HTTP/1.1\r\nHost: holdfast\r\n\r\n`, reads: false },
};
const { says, reads } = WAYS[way];
let open = 0;
let opened = 0;

function connect() {
  open += 1;
  opened += 1;
  const socket = net.connect(Number(port), '127.0.0.1', () => says && socket.write(says));
  if (reads) socket.resume();
  else socket.pause();
  socket.on('error', () => undefined);
  socket.once('close', () => {
    open -= 1;
  });
}

// To begin so many answers is work by itself; here it counts who never takes them.
const atOnce = reads ? 10 : 2;
setInterval(() => {
  for (let n = 0; n < atOnce && open < Number(most); n += 1) connect();
}, 20);
setInterval(() => process.stdout.write(`${JSON.stringify({ open, opened })}\n`), 1_000);
