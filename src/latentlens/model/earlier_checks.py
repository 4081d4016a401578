"""What the checks at opening found of a large model, kept so that the same model opens quickly next time."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import importlib.metadata
import json
import pathlib
import platform

import torch

from latentlens.errors import InputError
from latentlens.files.atomic import write_atomically
from latentlens.files.restored import restored
from latentlens.files.sealed import checksum, sealed, unsealed
from latentlens.files.user_directories import data_directory
from latentlens.model.checks import check_served
from latentlens.model.language_model import LanguageModel

LARGE = 50_000_000
"""Number of weights from which checks take a second or more."""

_PACKAGES = ("torch", "transformers", "transformer-lens", "latentlens")


@dataclasses.dataclass(frozen=True)
class _Found:
    """What the checks set, for the state of the world that they were made in."""

    state: str
    rows_join: bool
    rows_pad: bool
    reads_tokens_again: bool


def check_served_once(model: LanguageModel) -> None:
    """Make the checks of `check_served`, unless a large model passed them in the same state of the world.

    That is: the same weights, settings and tokens' way through them (the fingerprint), attention
    implementation, device, dtype, versions of the packages, code of the checks and of what they try, and
    processor. What was found is kept in the user's data directory; where that cannot be written, or the file
    is damaged, the checks are made.

    Args:
        model: model that was just loaded, without hooks of the user's.

    Raises:
        UnsupportedModel: as `check_served` does; a failure is never kept.
    """
    if model.n_parameters < LARGE or model.runs_user_code:
        check_served(model)
        return
    state = _state(model)
    path = data_directory() / "checked" / f"{state}.json"
    found = _read(path)
    if found is not None and found.state == state:
        model.rows_join, model.rows_pad = found.rows_join, found.rows_pad
        model.reads_tokens_again = found.reads_tokens_again
        return
    check_served(model)
    found = _Found(state, model.rows_join, model.rows_pad, model.reads_tokens_again)
    with contextlib.suppress(OSError):  # a data directory that only others may write
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(sealed(dataclasses.asdict(found))) + "\n")


def _read(path: pathlib.Path) -> _Found | None:
    try:
        return restored(_Found, unsealed(path.read_bytes()), "what was found")
    except (OSError, InputError):  # not there, or damaged
        return None


def _state(model: LanguageModel) -> str:
    """Return a hash of everything that what the checks find may depend on."""
    config = model.hf_model.config
    return checksum(
        [
            model.fingerprint(),
            [getattr(part, "_attn_implementation", None) for part in (config, config.get_text_config())],
            str(model.device),
            torch.cuda.get_device_name(model.device) if model.device.type == "cuda" else "",
            str(model.dtype),
            {name: importlib.metadata.version(name) for name in _PACKAGES},
            _code(),
            platform.machine(),
            torch.backends.cpu.get_cpu_capability(),
            torch.get_float32_matmul_precision(),
            torch.are_deterministic_algorithms_enabled(),
        ]
    )


@functools.cache
def _code() -> str:
    """Return a hash of the sources of this room, which hold the checks and what they try."""
    digest = hashlib.sha256()
    for path in sorted(pathlib.Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
