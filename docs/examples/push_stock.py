"""Sends stock to VTEX, as VTEX documents it. Python 3.8 or newer, standard library only.

    python3 push_stock.py < stock.csv

Reads lines of `sku,warehouse,quantity` and sends each with "Update inventory by SKU and warehouse". It knows nothing of
Holdfast: pointed at Holdfast's gateway (VTEX_BASE_URL, with a key pair of the gateway's), every update passes the gate.
"""

import csv
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

BASE_URL = os.environ["VTEX_BASE_URL"].rstrip("/")
HEADERS = {
    "Accept": "application/json",
    "Content-Type": "application/json",
    "X-VTEX-API-AppKey": os.environ["VTEX_APP_KEY"],
    "X-VTEX-API-AppToken": os.environ["VTEX_APP_TOKEN"],
}


def call(method, path, body=None):
    """The answer's status and JSON; refusals too."""
    data = None if body is None else json.dumps(body).encode("utf-8")
    request = urllib.request.Request(BASE_URL + path, data=data, headers=HEADERS, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read().decode("utf-8")
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode("utf-8")


def lead_time(sku, warehouse):
    """As it is in VTEX: an update without one would set it to 0."""
    status, answer = call("GET", f"/api/logistics/pvt/inventory/skus/{sku}")
    if status != 200:
        return "00:00:00"
    for balance in answer["balance"]:
        if balance["warehouseId"] == warehouse:
            return balance["leadTime"]
    return "00:00:00"


def push(sku, warehouse, quantity):
    ids = [urllib.parse.quote(one, safe="") for one in (sku, warehouse)]
    body = {
        "quantity": quantity,
        "unlimitedQuantity": False,
        "leadTime": lead_time(ids[0], warehouse),
        "dateUtcOnBalanceSystem": None,
    }
    path = "/api/logistics/pvt/inventory/skus/{}/warehouses/{}".format(*ids)
    return call("PUT", path, body)


def main():
    failed = 0
    for sku, warehouse, quantity in csv.reader(sys.stdin):
        status, answer = push(sku.strip(), warehouse.strip(), int(quantity))
        print(sku, warehouse, quantity, status, flush=True)
        if status != 200 or answer is not True:
            print(answer, file=sys.stderr)
            failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
