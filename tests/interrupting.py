"""Interrupts from the keyboard at a chosen bytecode of latentlens."""

from __future__ import annotations

import gc
import pathlib
import sys
from collections.abc import Callable
from types import FrameType
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

    def of_call(frame: FrameType, _: str, __: Any) -> Any:
        file = frame.f_code.co_filename
        if not file.startswith(_SOURCES) and file != also:
            return None
        frame.f_trace_opcodes = True
        return of_opcode

    def of_opcode(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        if event == "opcode":
            count += 1
            if count == at:
                raise KeyboardInterrupt
        return of_opcode

    before = sys.gettrace()
    collects = gc.isenabled()
    gc.disable()  # what other tests left behind is no part of this work, nor are its finalizers
    sys.settrace(of_call)
    try:
        work()
    except KeyboardInterrupt:
        assert at
    finally:
        sys.settrace(before)
        if collects:
            gc.enable()
    return count
