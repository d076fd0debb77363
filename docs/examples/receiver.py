"""Takes Holdfast's messages and keeps them in SQLite. Python 3.9 or newer, standard library only:

    ERP_SECRET=whsec_... python3 receiver.py

GET / shows the books. PORT (8099) and BOOKS (books.db) may be set.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import signal
import sqlite3
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(re.sub(r"^whsec_", "", os.environ.get("ERP_SECRET", "")))
TOLERANCE_SECONDS = 300
MOST_BYTES = 1_000_000

TABLES = """
    create table if not exists messages (id text primary key, event text not null);
    create table if not exists reservations (
        lock_id text, sku_id text, warehouse_id text, version integer not null, data text not null,
        primary key (lock_id, sku_id, warehouse_id));
"""
# What is not newer than what is there moves nothing.
BOOK = """
    insert into reservations values (:lockId, :skuId, :warehouseId, :version, :data)
    on conflict (lock_id, sku_id, warehouse_id)
    do update set version = excluded.version, data = excluded.data
    where excluded.version > reservations.version
"""


def is_authentic(headers, body):
    """One signature of several may be ours: while a secret is changed, a message carries one of each."""
    message_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not sent_at.isdigit() or abs(time.time() - int(sent_at)) > TOLERANCE_SECONDS:
        return False
    signed = f"{message_id}.{sent_at}.".encode() + body
    wanted = b"v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest())
    given = headers.get("webhook-signature", "").encode().split(b" ")
    return any(hmac.compare_digest(one, wanted) for one in given)


class Books:
    def __init__(self, file):
        self.lock = threading.Lock()
        self.database = sqlite3.connect(file, check_same_thread=False)
        # A commit is on the disk when it returns.
        self.database.execute("pragma synchronous = full")
        self.database.executescript(TABLES)

    def keep(self, event):
        """Message and reservation in one transaction; twice is once, by the event's id."""
        with self.lock, self.database:
            added = self.database.execute(
                "insert or ignore into messages values (?, ?)", (event["id"], json.dumps(event))
            )
            if added.rowcount == 1 and event["type"] == "holdfast.reservation.changed":
                self.database.execute(BOOK, {**event["data"], "data": json.dumps(event["data"])})

    def reservations(self):
        with self.lock:
            return [json.loads(data) for (data,) in self.database.execute("select data from reservations")]


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    books = None

    def do_GET(self):
        self.answer(200, json.dumps(self.books.reservations()))

    def do_POST(self):
        size = int(self.headers.get("content-length", "-1"))
        if not 0 <= size <= MOST_BYTES:
            self.close_connection = True
            return self.answer(413)
        body = self.rfile.read(size)
        if not is_authentic(self.headers, body):
            return self.answer(401)
        try:
            self.books.keep(json.loads(body))
        except Exception as error:  # Whatever went wrong here, Holdfast keeps the message and sends it again.
            print(f"A message was not kept: {error}", file=sys.stderr)
            return self.answer(500)
        self.answer(204)

    def answer(self, status, text=""):
        self.send_response(status)
        self.send_header("content-type", "application/json")
        if status != 204:
            self.send_header("content-length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        """A line for each request says nothing that the books do not say."""


def main():
    if len(KEY) < 16:
        sys.exit("ERP_SECRET wants the secret that Holdfast signs with: whsec_...")
    Receiver.books = Books(os.environ.get("BOOKS", "books.db"))
    server = ThreadingHTTPServer(("", int(os.environ.get("PORT", "8099"))), Receiver)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"Listening on port {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
