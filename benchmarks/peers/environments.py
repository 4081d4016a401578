"""A virtual environment for each peer, made once."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import pathlib
import platform
import subprocess
import sys

PINNED = {
    "nnterp": ("nnterp==1.3.0", "nnsight==0.7.0"),  # nnterp 1.3.0 cannot be imported with nnsight 0.8
    "transformerlens": ("transformer-lens==4.3.0",),
}
"""Each peer's packages, installed over the torch and transformers that latentlens itself uses here."""


class NotInstalled(Exception):
    """A peer's environment could not be made; the message says why."""


def requirements(peer: str) -> list[str]:
    """Return the requirements of a peer's environment."""
    below = [f"{name}=={_release(name)}" for name in ("torch", "transformers")]
    return [*PINNED[peer], *below, "psutil"]


def python_of(peer: str, root: pathlib.Path) -> pathlib.Path:
    """Return the interpreter of a peer's environment, which is made if it is missing.

    If torch comes from another index, configure pip for it (PIP_EXTRA_INDEX_URL).

    Raises:
        NotInstalled: if it cannot be made.
    """
    wanted = requirements(peer)
    digest = hashlib.sha256(repr((wanted, platform.python_version())).encode()).hexdigest()[:8]
    folder = root / f"{peer}-{digest}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    complete = folder / "requirements.txt"
    if not complete.exists():
        print(f"Installing {', '.join(wanted)} into {folder}, once.", file=sys.stderr, flush=True)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", *wanted])
        complete.write_text("\n".join(wanted) + "\n")
    return python


def _run(command: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        errors = [line for line in said if line.startswith("ERROR")]
        raise NotInstalled((errors or said or [f"exit status {done.returncode}"])[-1].removeprefix("ERROR: "))


def _release(package: str) -> str:
    """Return the version of a package here, without a local build suffix such as +cpu."""
    return importlib.metadata.version(package).split("+")[0]
