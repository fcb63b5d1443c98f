#!/usr/bin/env python3
"""Reads a delivered billing export and the ledger's database, and says whether they agree. Knows nothing of the code that wrote it.

usage: verify_export.py FOLDER sqlite FILE | postgres CONNECTION-URI [PERIOD-START-MS PERIOD-END-MS]
"""
import csv, hashlib, json, sqlite3, subprocess, sys
from decimal import Decimal
from pathlib import Path


def query(engine, target, sql):
    if engine == "sqlite":
        return [tuple(row) for row in sqlite3.connect(f"file:{target}?mode=ro", uri=True).execute(sql)]
    out = subprocess.run(["psql", "-X", "-q", "-At", "-F", "\t", target, "-c", "SET search_path = accounting", "-c", sql],
                         check=True, capture_output=True, text=True).stdout
    return [tuple(int(cell) for cell in line.split("\t")) for line in out.splitlines()]


def main(folder, engine, target):
    folder = Path(folder)
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, f"checksum of {name}"

    manifest = json.loads((folder / "manifest.json").read_text())
    for file in manifest["files"]:
        assert (folder / file["name"]).stat().st_size == file["bytes"], f"size of {file['name']}"
        assert hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest() == file["sha256"], f"manifest of {file['name']}"

    rows = list(csv.DictReader((folder / "entries.csv").open(newline="")))
    lines = [json.loads(line) for line in (folder / "entries.jsonl").read_text().splitlines()]
    focus = list(csv.DictReader((folder / "focus.csv").open(newline="")))
    assert len(rows) == len(lines) == manifest["entries"], "number of entries"
    for row, line in zip(rows, lines):
        assert {key: "" if value is None else str(value) for key, value in line.items()} == row, f"CSV and JSON differ: {row}"

    def total(name):
        return sum(int(row[name] or 0) for row in rows)

    money = total("estimated_micro_dollars")
    assert money == manifest["estimated_micro_dollars"], "money in the manifest"
    assert sum(Decimal(row["EffectiveCost"]) for row in focus) * 1_000_000 == money, "money in focus.csv"
    tokens = sum(int(row["ConsumedQuantity"]) for row in focus)
    assert tokens == total("input_tokens") + total("output_tokens"), "tokens in focus.csv"

    ledger = query(engine, target, f"""
        SELECT COUNT(*), CAST(COALESCE(SUM(e.cost_micros), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN e.number = 1 THEN t.input ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN e.number = 1 THEN t.output ELSE 0 END), 0) AS BIGINT)
        FROM exported_entries x JOIN entries e ON e.turn_id = x.turn_id AND e.number = x.number
        JOIN turns t ON t.turn_id = x.turn_id WHERE x.export_id = '{manifest["export_id"]}'""")[0]
    assert ledger == (len(rows), money, total("input_tokens"), total("output_tokens")), f"ledger {ledger}"
    print(f"ok {len(rows)} entries {money} micro-dollars")


if __name__ == "__main__":
    main(*sys.argv[1:4])
