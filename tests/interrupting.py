"""Interrupts from the keyboard at a chosen bytecode of latentlens."""

from __future__ import annotations

import gc
import pathlib
import sys
from collections.abc import Callable
from random import Random
from types import CodeType, FrameType
from typing import Any

import latentlens

_SOURCES = str(pathlib.Path(latentlens.__file__).parent)


def interrupted(work: Callable[[], object], at: int, *, also: str = "") -> int:
    """Run something, and raise KeyboardInterrupt before the given bytecode that latentlens runs in it.

    Denser than a real interrupt, which Python itself only lets in at calls and at the end of loops.

    Args:
        work: what is run.
        at: which bytecode, counted from 1 over all of this thread's; 0 for none.
        also: a file whose bytecodes count too.

    Returns:
        How many bytecodes ran.
    """
    count = 0

    def of_opcode(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        if event == "opcode":
            count += 1
            if count == at:
                raise KeyboardInterrupt
        return of_opcode

    try:
        _traced(work, of_opcode, also)
    except KeyboardInterrupt:
        assert at
    return count


def moments(work: Callable[[], object], draw: Random) -> list[int]:
    """Return when something can be interrupted in each place of latentlens that it comes to.

    Args:
        work: what is run.
        draw: chooses among the times that it comes to a place.

    Returns:
        For each place of the code, the number of one of the bytecodes that ran there.
    """
    found: dict[tuple[CodeType, int], list[int]] = {}
    count = 0

    def of_opcode(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "opcode":
            count += 1
            found.setdefault((frame.f_code, frame.f_lasti), []).append(count)
        return of_opcode

    _traced(work, of_opcode)
    return [draw.choice(numbers) for numbers in found.values()]


def _traced(work: Callable[[], object], of_opcode: Callable[..., Any], also: str = "") -> None:
    def of_call(frame: FrameType, _: str, __: Any) -> Any:
        file = frame.f_code.co_filename
        if not file.startswith(_SOURCES) and file != also:
            return None
        frame.f_trace_opcodes = True
        return of_opcode

    before = sys.gettrace()
    collects = gc.isenabled()
    gc.disable()  # what other tests left behind is no part of this work, nor are its finalizers
    sys.settrace(of_call)
    try:
        work()
    finally:
        sys.settrace(before)
        if collects:
            gc.enable()
