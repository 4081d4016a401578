"""What a processor says of itself: its name, and its instructions for matrix products in bfloat16."""

from __future__ import annotations

import dataclasses
import functools
import os
import pathlib
import platform

import torch

_FLAGS = ("avx512_bf16", "amx_bf16", "avx10_2", "bf16", "svebf16")
"""Flags of /proc/cpuinfo: Intel and AMD before, Arm ("bf16" and "svebf16") at the end."""

_LIMITS = ("ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA")
"""Environment variables that keep torch from using instructions that the processor has."""


@dataclasses.dataclass(frozen=True)
class Processor:
    """A processor, as far as the speed of matrix products depends on it.

    Args:
        name: the name that it gives itself, such as "AMD EPYC"; the architecture where it gives none.
        bfloat16: its instructions for bfloat16, such as ("avx512_bf16",); empty where it has none, or does
            not say.
        uses: instruction set that torch uses, such as "AVX512", with limits that the environment sets.
    """

    name: str
    bfloat16: tuple[str, ...]
    uses: str

    def __str__(self) -> str:
        """Return a description in one line.

        Examples:
            >>> print(Processor("AMD EPYC", ("avx512_bf16",), "AVX512"))
            AMD EPYC, torch uses AVX512, instructions for bfloat16: avx512_bf16
        """
        return (
            f"{self.name}, torch uses {self.uses}, "
            f"instructions for bfloat16: {', '.join(self.bfloat16) or 'none that it tells of'}"
        )


@functools.lru_cache
def processor(root: pathlib.Path = pathlib.Path("/")) -> Processor:
    """Return this machine's processor; only Linux tells its instructions.

    Args:
        root: directory that contains `proc`. Default "/"; tests use others.
    """
    try:
        text = (root / "proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:  # macOS, Windows
        text = ""
    facts: dict[str, str] = {}
    for line in text.splitlines():
        key, _, value = line.partition(":")
        facts.setdefault(key.strip().lower(), value.strip())  # the first processor's; all are alike
    flags = f"{facts.get('flags', '')} {facts.get('features', '')}".split()
    limits = [f"{name}={os.environ[name]}" for name in _LIMITS if os.environ.get(name)]
    return Processor(
        facts.get("model name") or platform.processor() or platform.machine(),
        tuple(flag for flag in _FLAGS if flag in flags),
        ", ".join([torch.backends.cpu.get_cpu_capability(), *limits]),
    )
