"""Attention knock-out: run the source prompt with attention to the selected token cut in some blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from latentlens.activations.selection import Site
from latentlens.engine.backend import Backend
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Generate
from latentlens.errors import InputError
from latentlens.inputs.numbers import integer
from latentlens.inputs.sequences import as_list
from latentlens.readers.form import Panel, Positions
from latentlens.readers.preset import Preset, register
from latentlens.readers.reader import Edits, Reader, State, Target
from latentlens.readers.settings import MaxNewTokens, Setting, Stop, Window, checked_dataclass
from latentlens.readers.slots import slot_at


def _queries(name: str, value: Any) -> tuple[int, ...] | None:
    if value is None:
        return None
    positions = tuple(integer("query's position", p) for p in as_list(value, name, "(-1,)"))
    if not positions:
        raise InputError("No queries are given. Name positions, or None for every later one.")
    return positions


@checked_dataclass
class AttentionKnockout(Reader):
    """Run the source prompt again with attention from some tokens to the selected token cut.

    The selected layer l is the first block in which attention is cut: block l takes the residual stream from
    layer l to layer l + 1. The answer is generated after the prompt's last token; the null control is the
    same run with no attention cut. As a Patchscope: T = S, with f = 0 on the values that are not attended to.

    Raises:
        InputError: if an argument cannot be used with any model.

    Examples:
        >>> AttentionKnockout(window=3)
        AttentionKnockout(window=3)

    Source:
        Geva et al. 2023 (arXiv 2304.14767), section 3; as a Patchscope, arXiv 2401.06102, table 4.
    """

    queries: Annotated[
        int | tuple[int, ...] | None,
        Setting(
            "Positions that can no longer attend to the selected token, or one; negative from the end. None "
            "for every later one, generated tokens included.",
            _queries,
            (
                Positions,
                Panel(
                    "Blind tokens",
                    "Target",
                    "Positions that can no longer attend to the selected token; -1 is the last.",
                    empty="every later one",
                ),
            ),
        ),
    ] = (-1,)
    window: Window = 1
    max_new_tokens: MaxNewTokens = 1
    stop: Stop = ()

    @property
    def has_placeholder(self) -> bool:
        """False: the source prompt has no placeholder, so there is no text control."""
        return False

    @property
    def in_source(self) -> bool:
        """True: the source prompt runs again."""
        return True

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return the layers that have a block above them."""
        return range(n_layers)

    def target(self, model: Backend, source_ids: Sequence[int] = (), sites: Sequence[Site] = ()) -> Target:
        """Return the source prompt, with each selected site as its own slot."""
        del model, sites
        return Target(tuple(source_ids), None)

    def takes(self, n_sites: int) -> bool:
        """Return True: attention to several tokens can be cut at once, such as all of a subject's."""
        return n_sites >= 1

    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Return the attention edges to cut; none if no query position comes after the token.

        Raises:
            InputError: if a layer has no block above it.
        """
        keys: dict[tuple[int, ...], list[int]] = {}
        for state, positions in zip(states, target.slots_for(states), strict=True):
            blocks = tuple(range(state.layer, min(state.layer + self.window, n_layers)))
            if not blocks:
                raise InputError(
                    f"No block follows layer {state.layer}, so no attention can be cut there. Ask about "
                    f"layers 0 to {n_layers - 1}."
                )
            keys.setdefault(blocks, []).extend(positions)
        cuts = [Knockout(b, tuple(k), self._later(target, min(k))) for b, k in keys.items()]
        return Edits(knockouts=tuple(cut for cut in cuts if cut.queries != ()))

    def _later(self, target: Target, key: int) -> tuple[int, ...] | None:
        """Return the query positions after a position; None for every later one."""
        if self.queries is None:
            return None
        positions = as_list(self.queries, "queries", "(-1,)")
        queries = (slot_at(p, target.token_ids, "the source prompt") for p in positions)
        return tuple(p for p in queries if p > key)

    def readout(self, seed: int) -> Generate:
        """Return how the answer is generated."""
        del seed
        return Generate(self.max_new_tokens, tuple(self.stop))


def _attention_knockout(*, layer: int | None = None) -> AttentionKnockout:
    del layer  # attention is cut above the selected layer
    return AttentionKnockout(window=2)


register(
    Preset(
        "attention_knockout",
        "Attention knock-out",
        "What does the model say when its last token cannot see this one, in two blocks from here on?",
        _attention_knockout,
    )
)
