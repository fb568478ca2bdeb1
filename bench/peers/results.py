"""Results in the form of FourA2A's bench: NAME.json for programs and NAME.md beside it for people."""

from __future__ import annotations

import json
import os
import platform
import statistics
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from batch import Batch

FORMAT_VERSION = 1
TITLE = "Published stack: one evaluation"
COMMAND = "python3 bench/peers/hessian.py"

# The audio that no way to the Hessian can do without: dry and target, once each, 32-bit.
BYTES_PER_SAMPLE = 8

Row = dict[str, Any]


def row(batch: Batch, engine: str, work: str, times: list[float], memory: float | None) -> Row:
    """One row of the table that all measurements of the bench share. Times in ms, memory in MB."""
    median = statistics.median(times)
    deciles = statistics.quantiles(times, n=10, method="inclusive") if len(times) > 1 else times
    return {
        "engine": engine,
        "work": work,
        "chunks": batch.chunks,
        "chunk seconds": batch.chunk_seconds,
        "median ms": median,
        "spread %": 100 * (deciles[-1] - deciles[0]) / median,
        "memory MB": memory,
        "Msamples/s": 1e-3 * batch.samples / median,
        "GB/s": 1e-6 * BYTES_PER_SAMPLE * batch.samples / median,
        "bound": "",
        "% of bound": None,
        "times ms": times,
    }


def ratios(rows: list[Row], ours: list[Row]) -> list[Row]:
    """How many times as long each of these rows takes as FourA2A's fused Hessian, of every engine measured on a batch of the same size."""
    def is_ratio(theirs: Row, our: Row) -> bool:
        same_batch = our["chunks"] == theirs["chunks"] and abs(our["chunk seconds"] - theirs["chunk seconds"]) < 1e-6
        return same_batch and our["work"] == "fused" and "-over-" in theirs["work"]

    return [
        {
            "published stack": f"{theirs['engine']}, {theirs['work']}",
            "FourA2A": f"{our['engine']}, {our['work']}",
            "ratio of medians": theirs["median ms"] / our["median ms"],
        }
        for theirs in rows
        for our in ours
        if is_ratio(theirs, our)
    ]


def processor() -> str:
    """As the bench names it."""
    name = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    except OSError:
        pass
    return f"{name or platform.machine()}, {os.cpu_count()} cores, {platform.machine()}"


def versions(batch: Batch, runtime: str, card: str, driver: str) -> dict[str, str]:
    """The commit is that of the bench that wrote the batch. Card and driver are there where one was measured."""
    made_with = {
        "commit": batch.commit,
        "runtime": runtime,
        "processor": processor(),
        "system": platform.platform(),
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "card": card,
        "driver": driver,
    }
    return {name: value for name, value in made_with.items() if value}


def document(name: str, command: str, made_with: dict[str, str], figures: dict[str, Any], tables: dict[str, list[Row]]) -> dict[str, Any]:
    return {
        "version": FORMAT_VERSION,
        "name": name,
        "title": TITLE,
        "command": command,
        "versions": made_with,
        "figures": {figure: {"value": value, "unit": unit} for figure, (value, unit) in figures.items()},
        "tables": {table: rows for table, rows in tables.items() if rows or table == "rows"},
    }


def write(path: Path, results: dict[str, Any]) -> str:
    """Writes both files; returns the one for people."""
    text = markdown(results)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    path.with_suffix(".md").write_text(text, encoding="utf-8")
    return text


def markdown(results: dict[str, Any]) -> str:
    figures = [[name, f"{cell(figure['value'])} {figure['unit']}".rstrip()] for name, figure in results["figures"].items()]
    parts = [f"# {results['title']}\n\nMade by `{results['command']}`.\n\n", grid(["figure", "value"], figures)]
    for name, rows in results["tables"].items():
        # Single times are for programs.
        columns = [column for column in (rows[0] if rows else {}) if not isinstance(rows[0][column], list)]
        if rows:
            parts.append(f"\n## {name}\n\n" + grid(columns, [[cell(row[column]) for column in columns] for row in rows]))
    parts.append("\n## Versions\n\n" + grid(["what", "version"], [list(item) for item in results["versions"].items()]))
    return "".join(parts)


def cell(value: Any) -> str:
    # Six digits are more than a measurement is good for.
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:.6g}"


def grid(columns: list[str], rows: list[list[str]]) -> str:
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [columns, ["---"] * len(columns), *rows])
