"""The batch that FourA2A's bench writes with its verb `batch`: audio, settings and what the referee finds there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PARAMETERS = ("thresholdDb", "slope", "attackCoefficient", "releaseCoefficient", "makeUpDb")


class InputError(Exception):
    """Input that a user can mend; its message is one line."""


@dataclass(frozen=True)
class Batch:
    """What batch.json says. Gradient and matrices are in the order of PARAMETERS."""

    folder: Path
    commit: str
    sample_rate: int
    chunks: int
    chunk_length: int
    warm_up: int
    parameters: tuple[float, ...]
    loss: float
    gradient: list[float]
    gauss_newton: list[list[float]]
    hessian: list[list[float]]

    @property
    def samples(self) -> int:
        return self.chunks * self.chunk_length

    @property
    def chunk_seconds(self) -> float:
        return self.chunk_length / self.sample_rate


def read_batch(folder: Path) -> Batch:
    """Reads batch.json and checks that the audio beside it has the size that it states."""
    path = folder / "batch.json"
    try:
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        batch = Batch(
            folder,
            str(fields["commit"]),
            int(fields["sampleRate"]),
            int(fields["chunks"]),
            int(fields["chunkLength"]),
            int(fields["warmUp"]),
            tuple(float(fields["parameters"][name]) for name in PARAMETERS),
            float(fields["loss"]),
            fields["gradient"],
            fields["gaussNewton"],
            fields["hessian"],
        )
    except FileNotFoundError:
        raise InputError(f"{path}: found no such file; write it with the bench's verb `batch -o {folder}`.") from None
    except KeyError as error:
        raise InputError(f"{path}: found no field {error}; write it anew with the bench's verb `batch`.") from None
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"{path}: {error}; expected what the bench's verb `batch` writes.") from None

    for name in ("dry.f32", "target.f32"):
        audio = folder / name
        found = audio.stat().st_size if audio.is_file() else 0
        if found != 4 * batch.samples:
            raise InputError(f"{audio}: found {found} bytes, expected {4 * batch.samples}; write it anew with the bench's verb `batch`.")
    return batch


@dataclass(frozen=True)
class Errors:
    """
    Distance from the referee. The loss is relative; the others are the largest entry on the scale of the Gauss-Newton matrix G:
    sqrt(2 loss G_ii) for the gradient, sqrt(G_ii G_jj) for the Hessian, None where there is none.
    """

    loss: float
    gradient: float
    hessian: float | None


def errors(batch: Batch, loss: float, gradient: list[float], hessian: list[list[float]] | None) -> Errors:
    """How far a result is from the referee's."""
    scale = [batch.gauss_newton[i][i] ** 0.5 for i in range(len(PARAMETERS))]
    rows = range(len(scale))
    return Errors(
        abs(loss - batch.loss) / batch.loss,
        max(abs(gradient[i] - batch.gradient[i]) / ((2 * batch.loss) ** 0.5 * scale[i]) for i in rows),
        None if hessian is None else max(abs(hessian[i][j] - batch.hessian[i][j]) / (scale[i] * scale[j]) for i in rows for j in rows),
    )
