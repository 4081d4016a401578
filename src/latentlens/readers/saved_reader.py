"""Readers of saved answers: made again from their code, or only named where that is not all of them."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Sequence
from typing import Any, NoReturn

from latentlens.activations.selection import Site
from latentlens.engine.backend import Backend
from latentlens.engine.injection import Add, AddNormMatched, Interpolate, Replace
from latentlens.errors import InputError
from latentlens.inputs.shown import short
from latentlens.mappings.mapping import Identity, Rescale, Zero
from latentlens.readers.attention import AttentionKnockout
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.lens import Lens
from latentlens.readers.noise import Noise
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.reader import Edits, Reader, State, Target
from latentlens.readers.target_prompts import SourcePrompt, TextPrompt

_MADE_OF = {
    made.__name__: made
    for made in (
        *(Add, AddNormMatched, AttentionKnockout, ChatPrompt, Identity, Interpolate, Lens, Noise),
        *(Patchscope, Replace, Rescale, SourcePrompt, TextPrompt, Zero),
    )
}


@dataclasses.dataclass(frozen=True, repr=False)
class SavedReader(Reader):
    """A reader of a saved answer that holds more than its code, such as what was fitted; it cannot be asked.

    Args:
        code: the reader's repr, as it was when the answer was given.
    """

    code: str

    def target(self, model: Backend, source_ids: Sequence[int] = (), sites: Sequence[Site] = ()) -> Target:
        """Raise InputError, since there is nothing to ask."""
        self._refuse()

    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Raise InputError, since there is nothing to ask."""
        self._refuse()

    def readout(self, seed: int) -> Any:
        """Raise InputError, since there is nothing to ask."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise InputError(
            f"The reader of a saved answer, {short(self.code)}, holds more than its code. "
            "Load it from its own file, and ask that one."
        )

    def __repr__(self) -> str:
        return self.code


def reader_of_code(code: str) -> Reader:
    """Return the reader that a reader's repr describes; nothing in the text is run.

    Args:
        code: the repr: calls of readers, prompts and mappings with plain values.

    Examples:
        >>> reader_of_code("Patchscope(TextPrompt('The capital of x is', position='x'))").one_token
        False
    """
    try:
        made = _made(ast.parse(code, mode="eval").body)
    except Exception:  # noqa: BLE001 - a constructor can raise anything, and one reader is not all of a file
        made = None
    return made if isinstance(made, Reader) else SavedReader(code)


def _made(node: ast.expr) -> Any:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MADE_OF:
        named = {word.arg: _made(word.value) for word in node.keywords if word.arg is not None}
        if len(named) == len(node.keywords):
            return _MADE_OF[node.func.id](*map(_made, node.args), **named)
    if isinstance(node, ast.Tuple | ast.List):
        items = [_made(each) for each in node.elts]
        return tuple(items) if isinstance(node, ast.Tuple) else items
    return ast.literal_eval(node)  # plain values alone; anything else is a ValueError
