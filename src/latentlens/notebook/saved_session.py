"""Save a session's traces and what its Explorers show to one file, and open it again."""

from __future__ import annotations

import abc
import contextlib
import json
import os
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import torch
from torch import Tensor

from latentlens.activations.bound_to_model import BoundToModel
from latentlens.activations.key import TraceKey
from latentlens.activations.store import TraceStore
from latentlens.activations.trace import Trace
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, StaleTrace
from latentlens.files.atomic import replacing
from latentlens.files.safetensors_file import tensor_file, tensors_and_metadata
from latentlens.inputs.paths import file_path
from latentlens.inputs.shown import short
from latentlens.notebook.views import views_of

KIND, FORMAT = "a session", 2
"""What the file holds, and the version of what is in it."""

SHOWN = ("history", "curves", "heat_maps", "site_maps", "comparisons", "selection", "span", "layers", "spans")
"""Names of an Explorer's traits that are saved: its questions and answers, sweeps and selection."""

_SAID = "said"
"""Name of the tensor with the rest as compressed JSON, for maps of answers are large and repetitive."""

_KEY = ("fingerprint", "token_ids", "layers", "dtype", "processing", "run")


class SavedSession(BoundToModel, abc.ABC):
    """The methods `save` and `load` of a session."""

    backend: Backend
    store: TraceStore
    _answers: Any  # the session's KeptAnswers, of a room above

    @property
    def traces(self) -> list[Trace]:
        """The traces that were run or loaded in this session and are still in use, oldest first."""
        return views_of(self).traces

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the session's traces, its answers, and the views of its Explorers, to one file.

        The file holds activations as safetensors and the rest as compressed JSON; nothing in it is run. It is
        written whole or not at all. What was fitted, sweeps in a notebook cell, differences of models,
        patched runs, and what an Explorer's trace was compared with are not kept.

        Args:
            path: file to write; an existing one is replaced.

        Returns:
            The path.

        Raises:
            SessionClosed: if the session was closed.
            InputError: if there is neither a trace in use nor an answer, or the path is a directory.

        Examples:
            >>> import tempfile
            >>> from latentlens import Session
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     session = Session()
            ...     trace = session.run("The capital of France is")
            ...     again = Session.load(session.save(f"{folder}/capitals.session"))
            >>> bool((again.traces[0].resid == trace.resid).all())
            True
        """
        backend, target = self._open_backend(), file_path("path", path)
        traces = [trace for trace in self.traces if not trace.is_difference]
        # this may run the model again, while answers go on coming
        tensors = {trace.trace_key.digest: trace.resid for trace in traces}
        answers = list(self._answers)
        if not traces and not answers:
            raise InputError("There is nothing to save. Run a prompt first: session.run(prompt).")
        metadata = {
            "what": KIND,
            "format": FORMAT,
            "model": backend.name,
            "fingerprint": backend.fingerprint(),
        }
        tensors[_SAID] = _compressed(
            {
                "traces": [_described(trace, answers) for trace in traces],
                "answers": self._answers.to_save(answers),
            }
        )
        content = tensor_file(tensors, metadata)
        with replacing(target) as part:
            Path(part).write_bytes(content)
        return target

    @classmethod
    def load(cls, path: str | os.PathLike[str], model: Any = None, **opened: Any) -> Self:
        """Open a session that `save` wrote, with the same model.

        Args:
            path: file that `save` wrote.
            model: the model, as `Session` takes it; needed where it was handed in. None (default) for the one
                of the saved name.
            **opened: how to open it, such as `device` or `dtype`; see `Session`.

        Returns:
            A session whose `traces` and `answers` are those that were saved; `trace.explorer` shows their
            questions and answers. Readers of answers are made again from their code; one that holds more,
            such as a fitted mapping, can be compared and printed, and not asked.

        Raises:
            InputError: if the file was not written by `save`, or is damaged.
            StaleTrace: if the model is not the one whose activations were saved, by its fingerprint.
            ModelError: if the model cannot be opened.
        """
        source = file_path("path", path)
        try:
            tensors, saved = tensors_and_metadata(source.read_bytes(), KIND)
        except OSError as error:
            raise InputError(f"{short(source)} cannot be read: {short(error)}.") from error
        except InputError as error:
            raise InputError(f"{short(source)} {error}") from error
        if saved.get("format") != FORMAT:
            raise InputError(
                f"{short(source)} has the format {short(saved.get('format'), 20)}, and this latentlens reads "
                f"{FORMAT}. Install the latentlens that wrote it."
            )
        said = json.loads(zlib.decompress(tensors[_SAID].numpy().tobytes()))
        # what is opened is the session that this is a part of, which takes a model
        session = cls(saved["model"] if model is None else model, **opened)  # type: ignore[call-arg]
        with contextlib.ExitStack() as unless_all_is_well:
            unless_all_is_well.callback(session.close)
            now, then = session.backend.fingerprint(), saved["fingerprint"]
            if now != then:
                raise StaleTrace(
                    f"{short(source)} holds activations of {short(saved['model'])} with the fingerprint "
                    f"{then[:8]}, and the model that was opened has {now[:8]}. Give the same model, in the "
                    "same dtype and with the same adapters."
                )
            session._answers.restore(said["answers"])
            views_of(session).hold([session._restored(each, tensors) for each in said["traces"]])
            unless_all_is_well.pop_all()
        return session

    def _restored(self, saved: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> Trace:
        key = TraceKey(**{name: saved["key"][name] for name in _KEY})
        self.store.put(key, tensors[key.digest])
        trace = Trace(
            self.backend,
            self.store,
            key,
            saved["prompt"],
            saved["code"],
            chat=saved["chat"],
            adapter=saved["adapter"],
            open_explorer=self._explorer_of,
        )
        views_of(self).ran(trace)
        if saved["shown"] is not None:
            explorer = trace.explorer
            with explorer.hold_sync():
                for name in SHOWN:
                    setattr(explorer, name, _as_trait(name, saved["shown"][name]))
            answers = list(self._answers)
            explorer.answers.extend(answers[i] for i in saved["asked"])
        return trace

    @abc.abstractmethod
    def close(self) -> None:
        """Close the session; see `Session`."""

    @abc.abstractmethod
    def _open_backend(self) -> Backend:
        """Return the backend, or raise; see `Session`."""

    @abc.abstractmethod
    def _explorer_of(self, trace: Trace, closed_explorer: Any) -> Any:
        """Return a trace's Explorer; see `Session`."""


def _described(trace: Trace, answers: Sequence[Any]) -> dict[str, Any]:
    explorer = getattr(trace, "_explorer", None)
    given = set() if explorer is None else {id(answer) for answer in explorer.answers}
    return {
        "key": {name: getattr(trace.trace_key, name) for name in _KEY},
        "prompt": trace.prompt,
        "code": trace.code,
        "chat": trace.chat,
        "adapter": trace.adapter,
        "asked": [i for i, answer in enumerate(answers) if id(answer) in given],
        "shown": None if explorer is None else {name: getattr(explorer, name) for name in SHOWN},
    }


def _compressed(data: Mapping[str, Any]) -> Tensor:
    """Return plain data as the bytes of its compressed JSON."""
    return torch.frombuffer(bytearray(zlib.compress(json.dumps(data).encode())), dtype=torch.uint8)


def _as_trait(name: str, saved: Any) -> Any:
    """Return a trait's value from JSON, whose pairs are lists."""
    if name in ("selection", "span"):
        return None if saved is None else tuple(saved)
    return [tuple(each) for each in saved] if name == "spans" else saved
