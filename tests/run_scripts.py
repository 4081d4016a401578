"""Runs a script in this process, which has imported already what takes a new one seconds."""

from __future__ import annotations

import pathlib
import runpy
import sys

import pytest


def run_script(monkeypatch: pytest.MonkeyPatch, script: pathlib.Path, *arguments: object) -> int:
    """Run a script as `python SCRIPT ARGUMENTS` does, with its own folder first on the path.

    Args:
        monkeypatch: puts `sys.argv` and `sys.path` back.
        script: path of the script.
        arguments: its arguments.

    Returns:
        Its exit status.
    """
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", [str(script), *map(str, arguments)])
        patch.syspath_prepend(str(script.parent))
        try:
            runpy.run_path(str(script), run_name="__main__")
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
