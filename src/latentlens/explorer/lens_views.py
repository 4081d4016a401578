"""What the grid shows of a trace: one of several lenses, and what its distributions come to."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from latentlens.ask.lens_measures import LensMeasures, measure_lens
from latentlens.ask.read_lens import read_lens
from latentlens.errors import InputError, SelectionError
from latentlens.explorer.lens_of_model import fitted_elsewhere
from latentlens.explorer.protocol import Json, page_json, parse_numbers
from latentlens.explorer.wire import LensArgs, parse_args
from latentlens.explorer.wire_grid import LensChoice
from latentlens.inputs.shown import shown
from latentlens.readers.presets import as_reader
from latentlens.readers.reader import Reader

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.display.progress import Progress
    from latentlens.engine.backend import Backend
    from latentlens.explorer.lens import LensPages
    from latentlens.session import Session

MOST_PAGES = 64
"""Number of pages of fitted lenses and of measures that are kept."""

NO_PAGE: Json = {"layers": [], "k": 0, "words": [], "index": [], "probs": []}
"""A page of layers that a lens does not read."""


def lens_choices(session: Session) -> list[Json]:
    """Return the lenses that the grid can show: the logit lens, then the fitted ones of `session.readers`."""
    fitted = [
        name for name, reader in session.readers.items() if isinstance(reader, Reader) and reader.one_token
    ]
    choices = [
        LensChoice(name="", label="Logit lens"),
        *(LensChoice(name=name, label=name) for name in fitted),
    ]
    return [choice.model_dump() for choice in choices]


class LensViews:
    """Pages of any lens of a trace, with or without measures.

    Args:
        session: the session, whose `readers` hold the fitted lenses.
        trace: the trace.
        pages: the pages of the logit lens, which are kept in full.
    """

    def __init__(self, session: Session, trace: Trace, pages: LensPages) -> None:
        self._session, self._trace, self._pages = session, trace, pages
        self._kept: dict[tuple[Any, ...], Json] = {}

    def page(self, args: Json, progress: Progress) -> Json:
        """Return a page as docs/protocol.md describes it; layers that the lens does not read are left out.

        Where the lens was fitted for another model, the page is of the logit lens, and says so.

        Args:
            args: which page, of which lens, with which measures, as in `LensArgs`.
            progress: counts the sites, and stops the work where it is cancelled.

        Raises:
            SelectionError: if there is no such page.
            InputError: if there is no such lens, or the pinned text is not one token.
            Cancelled: if `progress` was cancelled.
        """
        return self._read_or_kept(checked_page(args, self._trace), progress)

    def _read_or_kept(self, asked: LensArgs, progress: Progress) -> Json:
        if not asked.lens and not asked.measures:
            return self._pages.read(asked.layers, asked.start, asked.stop, progress=progress)
        lens = self.lens(asked.lens)
        key = (asked.lens, lens, *asked.layers, asked.start, asked.stop, asked.measures, asked.pinned)
        if key not in self._kept:
            # not before: that reads all weights, and those of a closed session cannot be read
            if instead := fitted_elsewhere(lens, asked.lens, self._trace):
                plain = asked.model_copy(update={"lens": ""})
                self._kept[key] = {**self._read_or_kept(plain, progress), "instead": instead}
            else:
                self._kept[key] = self._read(asked, lens, progress)
            for old in list(self._kept)[:-MOST_PAGES]:
                del self._kept[old]
        return self._kept[key]

    def _read(self, asked: LensArgs, lens: Reader, progress: Progress) -> Json:
        backend, readable = self._trace.backend, set(lens.layers(self._trace.n_layers))
        layers = [layer for layer in asked.layers if layer in readable]
        positions = list(range(asked.start, asked.stop))
        if not layers:
            return {**NO_PAGE, "start": asked.start, "stop": asked.stop}
        pinned = one_token(backend, asked.pinned) if asked.measures and asked.pinned else None
        sites = len(layers) * len(positions)
        # one count, also where each site is read twice: for its tokens, and for its measures
        total = 2 * sites if asked.measures else sites
        with progress.phase("reading lens", unit="sites", total=total) as work:
            if not asked.lens:
                page = self._pages.read(layers, asked.start, asked.stop, progress=work.part(0))
            else:
                grid = read_lens(
                    self._trace, lens, backend, layers=layers, positions=positions, progress=work.part(0)
                )  # fmt: skip
                page = page_json(grid)
            if not asked.measures:
                return page
            work.update(sites)
            measured = measure_lens(
                self._trace,
                lens,
                backend,
                layers=layers,
                positions=positions,
                pinned=pinned,
                progress=work.part(sites),
            )
        name = "" if pinned is None else backend.tokenizer.visible(pinned)
        return {**page, "measures": _measures_json(measured, name, backend.vocab_size)}

    def lens(self, name: str) -> Reader:
        """Return a lens by its name in `session.readers`; the logit lens for an empty one.

        Args:
            name: name of the lens.

        Raises:
            InputError: if there is no such lens.
        """
        lens = self._session.readers.get(name) if name else as_reader("logit_lens")
        if not isinstance(lens, Reader) or not lens.one_token:
            raise InputError(
                f"There is no lens {shown(name)} in session.readers. Fit one, or choose another."
            )
        return lens


def checked_page(args: Json, trace: Trace) -> LensArgs:
    """Return which page of a trace's lens is asked for, with its layers as numbers from 0.

    Args:
        args: the arguments of the query.
        trace: the trace whose layers and positions the page has.

    Raises:
        SelectionError: if there is no such page.
    """
    start, stop = parse_numbers(args, "start", "stop")
    layers, count = args.get("layers"), len(trace)
    if not isinstance(layers, list) or not layers or not 0 <= start < stop <= count:
        raise SelectionError(f"A page has layers and 0 <= start < stop <= {count}; got {shown(args)}.")
    layers = [trace.layer(layer) for layer in layers]
    if len({*layers}) < len(layers):
        raise SelectionError(f"A page has each of its layers once; got {shown(args)}.")
    return parse_args(LensArgs, {**args, "layers": layers})


def one_token(backend: Backend, text: str) -> int:
    """Return the id of the token that a text is, with a space before it if that is one token.

    Args:
        backend: the model, whose tokenizer is used.
        text: the text; `·` stands for a space.

    Raises:
        InputError: if it is several tokens either way.
    """
    plain = text.replace("\u00b7", " ")
    for each in dict.fromkeys([plain if plain.startswith(" ") else f" {plain}", plain]):
        ids = backend.tokenizer.encode_continuation(each)
        if len(ids) == 1:
            return int(ids[0])
    raise InputError(f"{shown(text)} is not one token of {backend.name}. Pin a shorter word.")


def _measures_json(measured: LensMeasures, pinned: str, vocab: int) -> Json:
    def listed(values: Iterable[float]) -> list[float | None]:
        # None for what is no number, since JSON has no NaN
        return [round(float(value), 4) if math.isfinite(value) else None for value in values]

    ranks = [int(value) if math.isfinite(value) else None for value in measured.rank.reshape(-1)]
    return {
        "vocab": vocab,
        "entropy": listed(measured.entropy.reshape(-1)),
        "surprisal": listed(measured.surprisal.reshape(-1)),
        "pinned": pinned,
        "rank": ranks if pinned else [],
        "chance": listed(measured.probability.reshape(-1)) if pinned else [],
    }
