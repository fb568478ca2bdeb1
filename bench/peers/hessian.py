#!/usr/bin/env python3
"""
Times the published stack (torch, torchcomp, torchlpc) on the batch that FourA2A's bench measures on: loss, gradient and the
Hessian in every way that torch offers, each compared with FourA2A's referee before it is timed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import results
from batch import Batch, InputError, read_batch
from measure import Task

PACKAGES = ("torch", "torchcomp", "torchlpc")
HESSIANS = ("reverse-over-reverse", "forward-over-reverse", "reverse-over-forward", "forward-over-forward")
WORKS = [
    ("torch.autograd", "loss"),
    ("torch.autograd", "gradient"),
    ("torch.autograd", "reverse-over-reverse"),
    *(("torch.func", hessian) for hessian in HESSIANS),
]


@dataclass
class Findings:
    """What was measured, compared and not measured, as tables of the results."""

    rows: list[results.Row] = field(default_factory=list)
    agreement: list[results.Row] = field(default_factory=list)
    absent: list[results.Row] = field(default_factory=list)

    def leave_out(self, what: str, reason: str) -> None:
        self.absent.append({"not measured": what, "reason": reason})
        print(f"Not measured: {what}: {reason}", file=sys.stderr)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=" ".join(__doc__.split()))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the batch, as written by the bench's verb `batch -o FOLDER`")
    parser.add_argument("-o", "--output", type=Path, default=Path("peers.json"), metavar="FILE.json", help="results; FILE.md goes beside it (default: peers.json)")
    parser.add_argument("--ours", type=Path, metavar="HESSIAN.json", help="results of the bench's verb `hessian` on this machine: adds the ratio to its fused Hessian")
    parser.add_argument("--device", choices=("cpu", "cuda", "all"), default="all", help="what to measure on (default: the processor, and the GPU where there is one)")
    parser.add_argument("--rounds", type=int, default=10, help="timed evaluations of each way, after one that is not timed (default: 10)")
    parser.add_argument("--seconds", type=float, default=60, help="begin no further round of one way after this time (default: 60)")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="threads of the processor (default: all)")
    options = parser.parse_args()
    if options.output.suffix != ".json":
        raise InputError(f"-o {options.output}: expected the name of a .json file.")
    if options.rounds < 1 or options.threads < 1 or not options.seconds > 0:
        raise InputError(f"Found --rounds {options.rounds} --threads {options.threads} --seconds {options.seconds:g}; expected at least 1 of each.")
    return options


def in_its_own_process(threads: int, task: Task | None) -> dict[str, Any]:
    """The answer of measure.py: of a task, or, without one, the versions of the stack. A failure is a field of it."""
    command = [sys.executable, str(Path(__file__).with_name("measure.py"))]
    if task is not None:
        command.append(json.dumps(asdict(task)))
    # OpenMP and numba take their number of threads from here, before anything else asks.
    environment = os.environ | {"OMP_NUM_THREADS": str(threads), "NUMBA_NUM_THREADS": str(threads)}
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if process.returncode == -signal.SIGKILL:
        return {"failure": "out of memory: the system ended the process"}
    if process.returncode != 0:
        last = (process.stderr.strip().splitlines() or ["no message"])[-1]
        reason = signal.Signals(-process.returncode).name if process.returncode < 0 else f"exit code {process.returncode}"
        return {"failure": f"the process ended with {reason}: {last[:200]}"}
    return json.loads(process.stdout.strip().splitlines()[-1])


def measure(batch: Batch, task: Task, torch: str, place: str, findings: Findings) -> None:
    """Adds one way's row, or why there is none."""
    engine = f"{task.api} {torch} ({place})"
    what = f"{engine}, {task.work}, {task.precision}"
    print(f"{what} ...", file=sys.stderr)
    answer = in_its_own_process(task.threads, task)
    if "failure" in answer:
        findings.leave_out(what, answer["failure"])
        return
    found = answer["errors"]
    findings.agreement.append(
        {
            "engine": engine,
            "work": task.work,
            "precision": task.precision,
            "error of the loss": found["loss"],
            "of the gradient": found["gradient"],
            "of the Hessian": found["hessian"],
            "allowed": answer["tolerance"],
        }
    )
    if not answer["agrees"]:
        largest = max(error for error in found.values() if error is not None)
        findings.leave_out(what, f"disagrees with the referee by {largest:.1e}, allowed {answer['tolerance']:.1e}")
    elif answer["times"]:
        findings.rows.append(results.row(batch, engine, task.work, answer["times"], answer["memory"]))


def devices(wanted: str, gpu: str, threads: int, findings: Findings) -> list[tuple[str, str]]:
    """Devices and what to call them."""
    found = [("cpu", f"cpu, {threads} {'thread' if threads == 1 else 'threads'}")] if wanted != "cuda" else []
    if gpu and wanted != "cpu":
        found.append(("cuda", gpu))
    elif wanted == "cuda":
        raise InputError("--device cuda: this torch finds no NVIDIA GPU; use --device cpu, or install the torch of its CUDA version.")
    elif wanted == "all":
        findings.leave_out("GPU", "torch finds none")
    return found


def measure_all(batch: Batch, options: argparse.Namespace, findings: Findings) -> tuple[str, str]:
    """Fills in the findings; returns the versions of the stack, and of the GPU where it was measured."""
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        findings.leave_out("everything", f"not installed: {', '.join(missing)}; pip install {' '.join(PACKAGES)}")
        return "none", ""
    stack = in_its_own_process(options.threads, None)
    if "failure" in stack:
        findings.leave_out("everything", stack["failure"])
        return "none", ""
    folder = str(options.folder.resolve())
    for device, place in devices(options.device, stack["cuda"], stack["threads"], findings):
        # The definition of the model first, where rounding hides nothing.
        measure(batch, Task(folder, device, "torch.autograd", "reverse-over-reverse", "float64", options.threads, 0, 0), stack["torch"], place, findings)
        for api, work in WORKS:
            measure(batch, Task(folder, device, api, work, "float32", options.threads, options.rounds, options.seconds), stack["torch"], place, findings)
    return stack["runtime"], stack["cuda"] if options.device != "cpu" else ""


def driver() -> str:
    """The version of NVIDIA's driver; empty without one."""
    query = "nvidia-smi"
    if shutil.which(query) is None:
        return ""
    process = subprocess.run([query, "--query-gpu=driver_version", "--format=csv,noheader"], capture_output=True, text=True, check=False)
    return process.stdout.strip().split("\n")[0] if process.returncode == 0 else ""


def read_ours(path: Path) -> list[results.Row]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["tables"]["rows"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"--ours {path}: {type(error).__name__} {error}; expected what the bench's verb `hessian` writes.") from None


def run() -> int:
    options = arguments()
    batch = read_batch(options.folder)
    ours = read_ours(options.ours) if options.ours else []
    findings = Findings()
    runtime, card = measure_all(batch, options, findings)
    figures = {
        "samples": (batch.samples, ""),
        "warm-up of each chunk": (batch.warm_up / batch.sample_rate, "s"),
        "rounds": (options.rounds, ""),
    }
    tables = {
        "rows": findings.rows,
        "ratio": results.ratios(findings.rows, ours),
        "agreement with the referee": findings.agreement,
        "not measured": findings.absent,
    }
    command = f"{results.COMMAND} FOLDER --device {options.device} --rounds {options.rounds} --threads {options.threads}"
    document = results.document(options.output.stem, command, results.versions(batch, runtime, card, driver() if card else ""), figures, tables)
    try:
        print(results.write(options.output, document), end="")
    except OSError as error:
        raise InputError(f"-o {options.output}: {error.strerror}; choose a file that can be written.") from None
    return 0 if findings.rows else 1


if __name__ == "__main__":
    try:
        sys.exit(run())
    except InputError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
