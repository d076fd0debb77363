// Takes Holdfast's messages and keeps them in a file. Node 20, no packages:
//
//   ERP_SECRET=whsec_... node receiver.mjs
//
// GET / shows the books. PORT (8099) and BOOKS (books.jsonl) may be set.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';

const { ERP_SECRET = '', PORT = '8099', BOOKS = 'books.jsonl' } = process.env;
const key = Buffer.from(ERP_SECRET.replace(/^whsec_/, ''), 'base64');
if (key.length < 16) throw new Error('ERP_SECRET wants the secret that Holdfast signs with: whsec_...');

const TOLERANCE_SECONDS = 300;
const MOST_BYTES = 1_000_000;

/** One signature of several may be ours: while a secret is changed, a message carries one of each. */
function isAuthentic(headers, body) {
  const id = headers['webhook-id'];
  const sentAt = Number(headers['webhook-timestamp']);
  if (!id || !(Math.abs(Date.now() / 1000 - sentAt) <= TOLERANCE_SECONDS)) return false;
  const wanted = createHmac('sha256', key)
    .update(`${id}.${headers['webhook-timestamp']}.`)
    .update(body)
    .digest();
  return (headers['webhook-signature'] ?? '').split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return one.startsWith('v1,') && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

const seen = new Set();
const reservations = new Map();

/** Twice is once (by id); what is not newer than what is there moves nothing (by version). */
function book(event) {
  if (seen.has(event.id)) return;
  seen.add(event.id);
  if (event.type !== 'holdfast.reservation.changed') return;
  const { lockId, skuId, warehouseId, version } = event.data;
  const place = JSON.stringify([lockId, skuId, warehouseId]);
  if ((reservations.get(place)?.version ?? 0) < version) reservations.set(place, event.data);
}

/** Reads what an earlier process kept; a last line that was cut short was never answered, so it comes again. */
function openBooks() {
  const file = openSync(BOOKS, 'a+');
  const text = readFileSync(BOOKS, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  ftruncateSync(file, Buffer.byteLength(whole));
  for (const line of whole.split('\n')) if (line !== '') book(JSON.parse(line));
  return { file, size: Buffer.byteLength(whole) };
}

const books = openBooks();

/** On the disk before it returns: only then may the answer be 2xx. */
function keep(event) {
  if (seen.has(event.id)) return;
  const line = Buffer.from(`${JSON.stringify(event)}\n`);
  try {
    if (writeSync(books.file, line) !== line.length) throw new Error('the disk is full');
    fsyncSync(books.file);
  } catch (error) {
    ftruncateSync(books.file, books.size);
    throw error;
  }
  books.size += line.length;
  book(event);
}

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answer(request) {
  if (request.method === 'GET') return [200, JSON.stringify([...reservations.values()])];
  if (request.method !== 'POST') return [405, ''];
  const body = await bodyOf(request);
  if (body === null) return [413, ''];
  if (!isAuthentic(request.headers, body)) return [401, ''];
  keep(JSON.parse(body.toString('utf8')));
  return [204, ''];
}

const server = createServer((request, response) => {
  answer(request).then(
    ([status, text]) => response.writeHead(status, { 'content-type': 'application/json' }).end(text),
    // Whatever went wrong here, Holdfast keeps the message and sends it again.
    () => response.writeHead(500).end(),
  );
});
server.listen(Number(PORT), () => process.stdout.write(`Listening on port ${server.address().port}\n`));
process.on('SIGTERM', () => {
  server.close(() => closeSync(books.file));
  server.closeIdleConnections();
});
