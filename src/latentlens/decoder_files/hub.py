"""Fetches a decoder's directory from the Hugging Face hub: its safetensors, JSON files and card alone."""

from __future__ import annotations

import errno
import pathlib
import re

from latentlens.errors import DecoderError
from latentlens.inputs.shown import short

PATTERNS = ("*.safetensors", "*.json", "*.yaml", "*.cfg", "*.jinja", "SHA256SUMS", "README.md")
"""Files that are fetched; pickled weights and code are left there."""

_NAME = re.compile(r"[\w-][\w.-]*/[\w.-]+")


def is_hub_name(name: str) -> bool:
    """Return whether a text has the form of a hub name, owner/name.

    Args:
        name: what the user gave for a decoder.

    Examples:
        >>> is_hub_name("owner/oracle"), is_hub_name("decoders/a/b")
        (True, False)
    """
    return _NAME.fullmatch(name) is not None


def fetched(name: str) -> pathlib.Path:
    """Return the local copy of a hub repository, after fetching what is missing of it.

    Args:
        name: hub name, owner/name.

    Raises:
        DecoderError: if there is no such repository, it cannot be reached, the download broke off, or the
            disk is full. What arrived is kept, and the next call goes on from there.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError, RepositoryNotFoundError

    try:
        return pathlib.Path(snapshot_download(name, allow_patterns=list(PATTERNS)))
    except RepositoryNotFoundError as error:
        raise DecoderError(
            f"There is no directory {name!r} here, and no repository of that name on the hub that can be "
            "read. Check the name; for a private one log in with 'hf auth login'."
        ) from error
    except LocalEntryNotFoundError as error:
        raise DecoderError(
            f"There is no directory {name!r} here, and the hub cannot be reached for it "
            f"({short(error.__cause__ or error)}). Go online, or give the directory of a copy."
        ) from error
    except Exception as error:  # the hub's client passes on what its transports raise, of no common class
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise DecoderError(
                f"The disk is full, so decoder {name!r} could not be fetched whole. Free some space, or name "
                "another place in HF_HOME, and load it again: it goes on from what has arrived."
            ) from error
        raise DecoderError(
            f"Decoder {name!r} could not be fetched whole ({type(error).__name__}: {short(error)}). Load it "
            "again: it goes on from what has arrived."
        ) from error
