"""
Measures one way to the Hessian in a process of its own, so that its memory is its own and running out of it ends nothing else.

Started by hessian.py with one argument, a Task as JSON; its last line of output is a JSON object.
"""

from __future__ import annotations

import gc
import importlib.metadata
import json
import platform
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from batch import Batch, Errors, errors, read_batch

# Fewer single times would hide the noise.
LEAST_ROUNDS = 3

# Samples of a chunk in the first evaluation, which is there to compile what the stack compiles.
COMPILED_LENGTH = 1024


@dataclass(frozen=True)
class Task:
    """
    What a process is to do: as many rounds as asked for, but none begun once the seconds are over and there are a few; no rounds: it
    compares with the referee, and times nothing.
    """

    folder: str
    device: str
    api: str
    work: str
    precision: str
    threads: int
    rounds: int
    seconds: float


def versions() -> dict[str, Any]:
    """The stack as it is installed. An ImportError says what is not."""
    import torch

    import stack

    del stack
    names = ("torchcomp", "torchlpc", "numba", "numpy")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return {
        "torch": torch.__version__,
        "runtime": f"Python {platform.python_version()}, torch {torch.__version__}, {packages}",
        "threads": torch.get_num_threads(),
        "cuda": torch.cuda.get_device_name() if torch.cuda.is_available() else "",
    }


def version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "of unknown version"


def tolerance(batch: Batch, precision: str) -> float:
    """
    Unit roundoff times what the slower smoother makes of it: an error made in every sample adds up over 1 / a samples, in the gain
    and in each of its two derivatives.
    """
    roundoff = 2.0**-24 if precision == "float32" else 2.0**-53
    return 3 * roundoff / min(batch.parameters[2:4])


def peak_memory_kb() -> int | None:
    """Largest resident memory of this process since reset_peak_memory; None where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), None)


def reset_peak_memory() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        # The peak so far then counts as there before.
        pass


class Measurement:
    """The batch on its device, and one way to compute there."""

    def __init__(self, task: Task) -> None:
        import numpy
        import torch

        import stack

        self.torch = torch
        self.task = task
        self.batch = read_batch(Path(task.folder))
        torch.set_num_threads(task.threads)
        dtype = getattr(torch, task.precision)

        def audio(name: str) -> torch.Tensor:
            samples = numpy.fromfile(self.batch.folder / name, dtype="<f4").reshape(self.batch.chunks, -1)
            return torch.from_numpy(samples).to(task.device, dtype)

        dry, target = audio("dry.f32"), audio("target.f32")
        self.parameters = torch.tensor(self.batch.parameters, dtype=dtype, device=task.device)
        self.loss = stack.squared_error(dry, target, self.batch.warm_up)
        self.evaluate = stack.evaluation(task.api, task.work, self.loss)
        self.gradient = stack.evaluation(task.api, "gradient", self.loss)
        short = stack.squared_error(dry[:, :COMPILED_LENGTH], target[:, :COMPILED_LENGTH], 0)
        stack.evaluation(task.api, task.work, short)(self.parameters)
        self.synchronize()

    def synchronize(self) -> None:
        if self.task.device == "cuda":
            self.torch.cuda.synchronize()

    def timed(self) -> float:
        """Milliseconds of one evaluation, the device idle before and after."""
        self.synchronize()
        start = time.perf_counter()
        self.evaluate(self.parameters)
        self.synchronize()
        return 1e3 * (time.perf_counter() - start)

    def times(self) -> list[float]:
        end = time.perf_counter() + self.task.seconds
        times: list[float] = []
        while len(times) < self.task.rounds and (len(times) < LEAST_ROUNDS or time.perf_counter() < end):
            times.append(self.timed())
        return times

    def memory(self) -> tuple[Any, float | None]:
        """A result, and the peak of memory in MB while it was made beyond what was there before."""
        gc.collect()
        if self.task.device == "cuda":
            self.torch.cuda.reset_peak_memory_stats()
            before = self.torch.cuda.memory_allocated()
            result = self.evaluate(self.parameters)
            self.synchronize()
            return result, 1e-6 * (self.torch.cuda.max_memory_allocated() - before)
        reset_peak_memory()
        before = peak_memory_kb()
        result = self.evaluate(self.parameters)
        after = peak_memory_kb()
        return result, None if before is None or after is None else 1.024e-3 * (after - before)

    def errors(self, result: Any) -> Errors:
        """Distance of the result, and of the loss and gradient in the same precision, from the referee."""
        found = result.double().tolist()
        loss = found if self.task.work == "loss" else self.loss(self.parameters).double().item()
        gradient = found if self.task.work == "gradient" else self.gradient(self.parameters).double().tolist()
        hessian = found if "-over-" in self.task.work else None
        return errors(self.batch, loss, gradient, hessian)


def measure(task: Task) -> dict[str, Any]:
    measurement = Measurement(task)
    result, memory = measurement.memory()
    distance = measurement.errors(result)
    allowed = tolerance(measurement.batch, task.precision)
    answer: dict[str, Any] = {
        "errors": asdict(distance),
        "tolerance": allowed,
        "memory": memory,
        "times": [],
    }
    # Written so that NaN disagrees.
    answer["agrees"] = all(error is None or error <= allowed for error in asdict(distance).values())
    if answer["agrees"]:
        answer["times"] = measurement.times()
    return answer


def one_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def volunteer_for_the_end_of_memory() -> None:
    """Asks the system to end this process first where memory runs out."""
    try:
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    except OSError:
        pass


def main() -> None:
    volunteer_for_the_end_of_memory()
    try:
        answer = versions() if len(sys.argv) == 1 else measure(Task(**json.loads(sys.argv[1])))
    except Exception as error:
        # Whatever the stack fails with is a finding, told by name.
        out_of_memory = isinstance(error, MemoryError) or "out of memory" in str(error) or "can't allocate memory" in str(error)
        answer = {"failure": "out of memory" if out_of_memory else one_line(error)}
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
