"""Attention knock-out: what the answer loses when a token can no longer be seen."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from latentlens._checked import MOST, at_most
from latentlens._errors import InputError
from latentlens._given import listed, texts, whole
from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Generate
from latentlens.model.language_model import LanguageModel
from latentlens.readers.reader import Edits, State, Target
from latentlens.readers.slots import slot_at


@dataclasses.dataclass(frozen=True)
class AttentionKnockout:
    """The source prompt runs again, some of its tokens blind to the cell's token in the blocks above it.

    The cell's layer names the first block: block l takes the residual stream from layer l to layer l + 1. The
    answer is what the model then says after the prompt's last token, and the null control what it says
    undisturbed. As a Patchscope: T = S, f = 0 on the value that is not seen.

    Args:
        queries: the positions that no longer see the token, or one; negative from the end; None for every
            later one, generated tokens too.
        window: in how many blocks, from the cell's layer on.
        max_new_tokens: the answer has at most this many tokens.
        stop: texts that end the answer.

    Raises:
        InputError: if an argument makes no sense whatever the model.

    Examples:
        >>> AttentionKnockout((-1,), window=3)
        AttentionKnockout((-1,), window=3)

    Source:
        Geva et al. 2023 (arXiv 2304.14767), section 3; as a Patchscope, arXiv 2401.06102, table 4.
    """

    queries: tuple[int, ...] | None = (-1,)
    window: int = 1
    max_new_tokens: int = 1
    stop: str | tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.queries is not None:
            given = listed(self.queries, "queries", "(-1,)")
            object.__setattr__(self, "queries", tuple(whole(p, "query's position") for p in given))
        stops = (self.stop,) if isinstance(self.stop, str) else self.stop
        object.__setattr__(self, "stop", texts(stops, "stop texts", "('.',)"))
        for name in ("window", "max_new_tokens"):
            object.__setattr__(self, name, at_most(name, whole(getattr(self, name), name), MOST))
        if any(not stop for stop in self.stop):
            raise InputError("A stop text is empty, and would end every answer at once. Leave it out.")
        if self.queries == ():
            raise InputError("No queries are given. Name positions, or None for every later one.")
        if self.window < 1 or self.max_new_tokens < 1:
            raise InputError(
                f"window is {self.window} and max_new_tokens {self.max_new_tokens}; both are 1 or more."
            )

    def __repr__(self) -> str:
        changed = [
            f"{field.name}={value!r}"
            for field in dataclasses.fields(self)[1:]
            if (value := getattr(self, field.name)) != field.default
        ]
        return f"AttentionKnockout({', '.join([repr(self.queries), *changed])})"

    @property
    def one_token(self) -> bool:
        """False: the model goes on speaking after the prompt."""
        return False

    @property
    def fitted(self) -> None:
        """None."""
        return

    def layers(self, n_layers: int) -> Sequence[int]:
        """Return the layers that have a block above them."""
        return range(n_layers)

    def target_layer(self, layer: int, n_layers: int) -> int:
        """Return the layer itself."""
        del n_layers
        return layer

    def placeholder_visible(self, target_layer: int, n_layers: int) -> bool:
        """Return False: there is no placeholder."""
        del target_layer, n_layers
        return False

    def target(self, model: LanguageModel, source_ids: Sequence[int] = ()) -> Target:
        """Return the source prompt, cut at the position that is read."""
        del model
        return Target(tuple(source_ids), None)

    def edits(self, target: Target, state: State, n_layers: int) -> Edits:
        """Return the attention that is cut; none where no query stands after the token.

        Raises:
            InputError: if the layer has no block above it.
        """
        blocks = tuple(range(state.layer, min(state.layer + self.window, n_layers)))
        if not blocks:
            raise InputError(
                f"No block follows layer {state.layer}, so no attention can be cut there. Ask about layers 0 "
                f"to {n_layers - 1}."
            )
        keys = target.slots_for(state)
        if self.queries is None:
            return Edits(knockouts=(Knockout(blocks, keys),))
        queries = tuple(slot_at(p, target.token_ids, "the source prompt") for p in self.queries)
        later = tuple(p for p in queries if p > min(keys))
        return Edits(knockouts=(Knockout(blocks, keys, later),) if later else ())

    def readout(self, seed: int) -> Generate:
        """Return how the answer is generated."""
        del seed
        return Generate(self.max_new_tokens, tuple(self.stop))
