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
from latentlens.activations.patched_trace import PatchedTrace, patched_runs
from latentlens.activations.store import TraceStore
from latentlens.activations.trace import Trace
from latentlens.display.printable import isolated
from latentlens.display.tables import element, markup
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, StaleTrace
from latentlens.files.atomic import replacing
from latentlens.files.safetensors_file import tensor_file, tensors_and_metadata
from latentlens.inputs.paths import file_path
from latentlens.inputs.shown import short
from latentlens.notebook.ledger import CellLedger
from latentlens.notebook.saved_traces import SavedTraces, restored_traces
from latentlens.notebook.views import views_of

KIND, FORMAT = "a session", 4
"""What the file holds, and the version of what is in it."""

_HELD = {"in_use": "traces", "answers": "answers"}
"""Where a loaded session has what a file holds."""
_SAID = "said"
"""Name of the tensor with the rest as compressed JSON, for maps of answers are large and repetitive."""


class SavedSession(BoundToModel, abc.ABC):
    """The methods `save` and `load` of a session."""

    backend: Backend
    store: TraceStore
    cells: CellLedger
    _loaded = ""  # what was loaded, in a sentence
    _answers: Any  # the session's KeptAnswers, of a room above

    @property
    def traces(self) -> list[Trace]:
        """The traces that were run or loaded in this session and are still in use, oldest first.

        Those of patched runs come last.
        """
        patched = [each for each in patched_runs(self.store) if each.backend is self.backend]
        return [*views_of(self).traces, *patched]

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the session's traces, its answers, and the views of its Explorers, to one file.

        Patched runs are traces too: their states come from the same sites of the same traces when they are
        loaded. The file holds activations as safetensors and the rest as compressed JSON; nothing in it is
        run. It is written whole or not at all. What was fitted or learnt, sweeps in a notebook cell,
        differences of models, and comparisons with another session's model are not kept.

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
        traces, saved = [trace for trace in self.traces if not trace.is_difference], SavedTraces()
        # this may run the model again, while answers go on coming
        numbers = [saved.number(trace) for trace in traces]
        answers = list(self._answers)
        views = [_view(trace, saved, answers) for trace in traces if _explorer(trace) is not None]
        if not traces and not answers:
            raise InputError("There is nothing to save. Run a prompt first: session.run(prompt).")
        metadata = {
            "what": KIND,
            "format": FORMAT,
            "model": backend.name,
            "fingerprint": backend.fingerprint(),
        }
        said = {
            "traces": saved.described,
            "in_use": numbers,
            "views": views,
            "answers": self._answers.to_save(answers),
        }
        content = tensor_file({**saved.tensors, _SAID: _compressed(said)}, metadata)
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
            questions and answers, and what they were compared with. Readers of answers are made again from
            their code; one that holds more, such as a fitted mapping, can be compared and printed, and not
            asked.

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
            session._restore(said, tensors)
            held = (f"{len(said[what])} in session.{at}" for what, at in _HELD.items())
            session._loaded = f"Loaded from {short(source)}: {', '.join(held)}.{_not_kept(said['views'])}"
            unless_all_is_well.pop_all()
        return session

    def _repr_html_(self) -> str:
        lines = [element("div", line) for line in (repr(self)[1:-1], self._loaded) if line]
        return str(markup(*lines)) + self.cells._repr_html_()

    def _restore(self, said: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> None:
        traces = restored_traces(said["traces"], tensors, self.backend, self.store, self._explorer_of)
        views, answers = views_of(self), list(self._answers)
        in_use = [traces[number] for number in said["in_use"]]
        for trace in in_use:
            if not isinstance(trace, PatchedTrace):
                views.ran(trace)
        views.hold(in_use)
        for saved in said["views"]:
            explorer = traces[saved["trace"]].explorer
            with explorer.hold_sync():
                explorer.restore(saved["view"], traces)
            explorer.answers.extend(answers[i] for i in saved["asked"])

    @abc.abstractmethod
    def close(self) -> None:
        """Close the session; see `Session`."""

    @abc.abstractmethod
    def _open_backend(self) -> Backend:
        """Return the backend, or raise; see `Session`."""

    @abc.abstractmethod
    def _explorer_of(self, trace: Trace, closed_explorer: Any) -> Any:
        """Return a trace's Explorer; see `Session`."""


def _explorer(trace: Trace) -> Any:
    return getattr(trace, "_explorer", None)


def _view(trace: Trace, saved: SavedTraces, answers: Sequence[Any]) -> dict[str, Any]:
    explorer = _explorer(trace)
    given = {id(answer) for answer in explorer.answers}
    return {
        "trace": saved.number(trace),
        "view": explorer.to_save(saved.number),
        "asked": [i for i, answer in enumerate(answers) if id(answer) in given],
    }


def _not_kept(views: Sequence[Mapping[str, Any]]) -> str:
    """Return a sentence on comparisons with other models, which a file does not hold; empty for none."""
    names = dict.fromkeys(name for each in views for name in each["view"].get("not_kept", ()))
    if not names:
        return ""
    listed = " and ".join(isolated(short(name)) for name in names)
    return f" Comparisons with {listed} are not kept: open that model too, and compare again."


def _compressed(data: Mapping[str, Any]) -> Tensor:
    """Return plain data as the bytes of its compressed JSON."""
    return torch.frombuffer(bytearray(zlib.compress(json.dumps(data).encode())), dtype=torch.uint8)
