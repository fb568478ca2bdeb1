"""
The published stack: FourA2A's loss written with torch, torchcomp and torchlpc, and the ways to its Hessian that torch offers.

Importing this module imports the stack.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torchcomp
import torchlpc

LEVEL_FLOOR = 1e-8
PRE_EMPHASIS_POLE = 0.995

# torchcomp's compressor is one half of a compressor and expander: this expander acts on nothing, below the floor of the level.
EXPANDER_THRESHOLD_DB = -200.0
EXPANDER_RATIO = 0.5

TRANSFORMS = {"reverse": "jacrev", "forward": "jacfwd"}

Function = Callable[[torch.Tensor], torch.Tensor]


def pre_emphasis(signal: torch.Tensor) -> torch.Tensor:
    """(1 - q^-1) / (1 - 0.995 q^-1) from zero state along the last axis."""
    steps = torch.diff(signal, dim=1, prepend=torch.zeros_like(signal[:, :1]))
    pole = torch.full((), -PRE_EMPHASIS_POLE, dtype=signal.dtype, device=signal.device)
    return torchlpc.sample_wise_lpc(steps, pole.expand(*signal.shape, 1))


def squared_error(dry: torch.Tensor, target: torch.Tensor, warm_up: int) -> Function:
    """
    The loss over chunks [chunks, samples] as a function of (threshold dB, slope, attack and release coefficient, make-up dB).
    """

    def loss(parameters: torch.Tensor) -> torch.Tensor:
        threshold, slope, attack, release, make_up = parameters.unbind()
        level = dry.abs().clamp(min=LEVEL_FLOOR)
        gain = torchcomp.compexp_gain(
            level, threshold, 1 / (1 - slope), EXPANDER_THRESHOLD_DB, EXPANDER_RATIO, attack, release
        )
        residual = pre_emphasis(dry * gain * torchcomp.db2amp(make_up)) - target
        return residual[:, warm_up:].square().sum()

    return loss


def evaluation(api: str, work: str, loss: Function) -> Function:
    """
    What computes `work` (loss, gradient, or OUTER-over-INNER for a Hessian) with torch.autograd or torch.func.

    An AttributeError says that this torch has no torch.func.
    """
    if work == "loss":
        return loss
    if work == "gradient":
        return lambda parameters: torch.autograd.functional.jacobian(loss, parameters)
    if api == "torch.autograd":
        return lambda parameters: torch.autograd.functional.hessian(loss, parameters)
    outer, inner = (getattr(torch.func, TRANSFORMS[mode]) for mode in work.split("-over-"))
    return outer(inner(loss))
