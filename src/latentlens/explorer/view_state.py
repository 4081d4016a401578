"""The Explorer's synchronised traits, as docs/protocol.md describes them.

They are sent from Python to the browser only; the browser sends messages.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import traitlets

from latentlens.explorer.lens import PAGE_LAYERS, PAGE_POSITIONS
from latentlens.explorer.protocol import Json
from latentlens.explorer.selection_traits import SelectionTraits
from latentlens.explorer.sent import sent_all_series, sent_answers, sent_pages, sent_second_pages
from latentlens.explorer.wire_out import Constants
from latentlens.scoring.flags import LOW_OPTION_MASS
from latentlens.scoring.verdict import VERDICTS

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace

KEPT = {
    "history": 100,
    "curves": 6,
    "heat_maps": 2,
    "site_maps": 3,
    "comparisons": 12,
    "seconds": 8,
    "steered": 6,
    "trained": 6,
}
"""Largest number of entries of each trait; `answers` and `sweeps` keep more."""


SHOWN = (
    "history", "curves", "heat_maps", "site_maps", "comparisons", "seconds", "second_shown", "layers",
    "spans",
)  # fmt: skip
"""Names of the traits with what was asked, compared and selected: they are saved with a session, stand on a
page without a kernel, and go over to an Explorer that takes the place of a closed one.
"""

GOES_OVER = (*SHOWN, "second_pages", "steered", "trained")
"""Names of the traits that go over to an Explorer that takes the place of a closed one."""

ON_PAGES = (
    "key", "title", "tokens", "quiet", "roles", "split_characters", "n_layers", "constants", "target_layers",
    *SHOWN, "selection", "span",
)  # fmt: skip
"""Names of the traits that stand on a page of `save_html` as they are, beside the pages of the lenses."""


def kept_ids(bases: Mapping[str, str], most: int) -> set[str]:
    """Return the ids of the latest entries, and of those that these are compared with.

    Args:
        bases: for each entry's id, oldest first, the id of what it is compared with; empty for none.
        most: number of the latest entries.

    Examples:
        >>> sorted(kept_ids({"a": "", "b": "", "c": "a"}, 1))
        ['a', 'c']
    """
    latest = [*bases][-most:]
    return {*latest, *(bases[id] for id in latest if bases[id])}


class ViewState(SelectionTraits):
    """The traits of an Explorer, beside `selection` and `span`."""

    _handlers: Any  # the Handlers, of a module above

    key = traitlets.Unicode().tag(sync=True)
    """str: id of this Explorer in its snapshot in the notebook file; 12 random hexadecimal digits."""

    title = traitlets.Unicode().tag(sync=True)
    """str: the model's name; of two models, "source, read by target"."""

    tokens = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """list[str]: the trace's tokens in visible form, one for each position."""

    quiet = traitlets.List(traitlets.Int()).tag(sync=True)
    """list[int]: positions that the view dims: special tokens such as <bos>, and all that a chat template
    writes around the messages; empty for none.
    """

    roles = traitlets.List(traitlets.Dict()).tag(sync=True)
    """list[dict]: role, start and stop of each chat message's content, and whether it is the beginning of a
    reply; empty for a text.
    """

    begun = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    """str | None: what the assistant's reply begins with in a chat, "" if not begun; None for a text."""

    split_characters = traitlets.List(traitlets.Dict()).tag(sync=True)
    """list[dict]: text, first and last position of each character whose bytes lie in several tokens."""

    n_layers = traitlets.Int().tag(sync=True)
    """int: L of the model that ran the trace; the grid has layers 0 (embeddings) to L (before the final
    norm).
    """

    target_layers = traitlets.Int().tag(sync=True)
    """int: L of the session's model, which answers; it differs from `n_layers` if the trace is another
    model's.
    """

    constants = traitlets.Dict(
        Constants(
            low_option_mass=LOW_OPTION_MASS,
            verdicts=dict(VERDICTS),
            lens_page_layers=PAGE_LAYERS,
            lens_page_positions=PAGE_POSITIONS,
        ).model_dump()
    ).tag(sync=True)
    """dict: numbers and sentences that the view and Python have to agree on."""

    pages = traitlets.List(traitlets.Dict()).tag(sync=True, to_json=sent_pages)
    """list[dict]: the pages of the lens that were read before the view was shown, empty until then; the other
    pages travel in messages.
    """

    presets = traitlets.List(traitlets.Dict()).tag(sync=True)
    """list[dict]: the menu entries: presets, the user's readers, readers that take a text, and fits. Updated
    when the Explorer is displayed, and when a reader was fitted in it.
    """

    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    """list[dict]: name, help and type of every setting, by group."""

    source = traitlets.Dict().tag(sync=True)
    """dict: form of the question's source: its fields, with the vectors that can be chosen."""

    steer = traitlets.Dict().tag(sync=True)
    """dict: form of the Steer panel: its fields, and their values where none are given; {} where the model
    cannot be steered.
    """

    steered = traitlets.List(traitlets.Dict()).tag(sync=True)
    """list[dict]: what was learnt in the Steer panel, with the model's replies and the decoder's answers at
    each strength, newest last, at most 6; `steerings` has the vectors and LoRAs themselves.
    """

    train = traitlets.Dict().tag(sync=True)
    """dict: form of the Train panel, with the recipes that ship; {} where nothing can be trained."""

    trained = traitlets.List(traitlets.Dict()).tag(sync=True)
    """list[dict]: the latest trainings of decoders begun here, cancelled ones included, newest last, at most
    6; the decoders are in `session.readers`.
    """

    entity_types = traitlets.List(traitlets.Unicode(allow_none=True)).tag(sync=True)
    """list[str | None]: for each position the type of the entity that ends there, such as "country"; None
    where there is none. A model of the teaching world knows its own, others those of the real world.
    """

    tip = traitlets.Unicode().tag(sync=True)
    """str: a line that the view shows until it is closed, with commands between backticks; "" for none."""

    draft = traitlets.Dict().tag(sync=True)
    """dict: what the question box holds, kept for pages that open later; {} until something was typed."""

    history = traitlets.List(traitlets.Dict()).tag(sync=True, to_json=sent_answers)
    """list[dict]: the latest answers as the browser takes them, newest last, at most 100; `answers` has the
    Answers themselves.
    """

    curves = traitlets.List(traitlets.Dict()).tag(sync=True, to_json=sent_all_series)
    """list[dict]: the latest sweeps over positions or scales as the browser takes them, newest last, at most
    6; `sweeps` has the Sweeps themselves.
    """

    site_maps = traitlets.List(traitlets.Dict()).tag(sync=True, to_json=sent_all_series)
    """list[dict]: the latest sweeps over layers and positions as the browser takes them, newest last, at most
    3; `sweeps` has the Sweeps themselves.
    """

    lenses = traitlets.List(traitlets.Dict()).tag(sync=True)
    """list[dict]: name and label of each lens that the grid can show: the logit lens, then the fitted lenses
    of `session.readers`. Updated as `presets` is.
    """

    comparisons = traitlets.List(traitlets.Dict()).tag(sync=True)
    """list[dict]: which answers of `history` several readers gave to one question, and how many pairs of them
    agree, newest last, at most 12.
    """

    seconds = traitlets.List(traitlets.Dict()).tag(sync=True)
    """list[dict]: the traces that were compared with, of second prompts, other models and patched runs,
    newest last, the latest 8 and what these are compared with.
    """

    second_shown = traitlets.Dict().tag(sync=True)
    """dict: id of the entry of `seconds` that the second grid shows, and its side: "second", "base" or
    "difference"; {} until one was chosen, and the newest is shown.
    """

    second_pages = traitlets.List(traitlets.Dict()).tag(sync=True, to_json=sent_second_pages)
    """list[dict]: id of each of the latest of `seconds` whose cells were read, and the pages of its lens and
    of its difference, for pages without a kernel.
    """

    heat_maps = traitlets.List(traitlets.Dict()).tag(sync=True, to_json=sent_all_series)
    """list[dict]: the latest sweeps over layers and target layers as the browser takes them, newest last, at
    most 2; `sweeps` has the Sweeps themselves.
    """

    def to_save(self, number: Callable[[Trace], int]) -> Json:
        """Return what was asked, compared and selected as plain data, to be saved with the session.

        Args:
            number: function that returns the number under which a trace is saved.
        """
        shown = {name: getattr(self, name) for name in SHOWN}
        compared: Json = self._handlers.second_traces.to_save(number)
        # traces go on coming and being forgotten
        shown["seconds"] = [each for each in shown["seconds"] if each["id"] in compared]
        models: list[str] = self._handlers.second_traces.models
        return {"shown": shown, "compared": compared, "not_kept": models}

    def restore(self, saved: Json, traces: Sequence[Trace]) -> None:
        """Show again what was saved.

        Args:
            saved: what `to_save` returned, as it is after JSON.
            traces: the saved traces, by number.
        """
        self._handlers.second_traces.restore(saved["compared"], traces)
        shown = {**saved["shown"], "spans": [tuple(span) for span in saved["shown"]["spans"]]}
        for name in SHOWN:
            setattr(self, name, shown[name])

    def _kept(self, id: str) -> Json | None:
        """Return an answer of `history` or of a series by its id, whole, or None if there is none."""
        series = [*self.curves, *self.heat_maps, *self.site_maps]
        points = itertools.chain(self.history, *(each["points"] for each in series))
        return next((point for point in points if point["id"] == id), None)
