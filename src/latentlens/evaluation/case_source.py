"""Cells of many traces as the source of one question, so that they run together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from latentlens._errors import InputError
from latentlens.activations.trace import Trace
from latentlens.ask.source import Call, Cell, Condition, Place
from latentlens.ask.trace_source import TraceSource
from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import Controls

if TYPE_CHECKING:
    from latentlens.session import Session


class CaseSource:
    """Cells of many traces of one session: a cell is its layer and the number of the case.

    Args:
        session: that ran them.
        places: of each case, its trace and the position in it.
    """

    def __init__(self, session: Session, places: Sequence[tuple[Trace, int]]) -> None:
        self._session, self._places = session, list(places)

    @property
    def session(self) -> Session:
        """The session."""
        return self._session

    @property
    def key(self) -> tuple[Any, ...]:
        """The traces' keys with the positions."""
        return tuple((trace.key, position) for trace, position in self._places)

    @property
    def token_ids(self) -> Sequence[int]:
        """None that all cases share; a reader that asks for them is refused."""
        return _SeveralPrompts()

    def states(self, reader: Reader, target: Target, controls: Controls, seed: int) -> CaseStates:
        """Return the states of the cases."""
        return CaseStates(self, reader, target, controls, seed)

    def place(self, cell: Cell) -> Place:
        """Return the token of a case, and the text up to it."""
        source, own = self.own(cell)
        return source.place(own)

    def facts(self, cell: Cell) -> dict[str, Any]:
        """Return the model that ran the prompt of a case, and its tokens."""
        source, own = self.own(cell)
        return source.facts(own)

    def call(self, cell: Cell, owner: str) -> Call:
        """Return the line that runs the prompt of a case, and the call."""
        source, own = self.own(cell)
        return source.call(own, owner)

    def own(self, cell: Cell) -> tuple[TraceSource, Cell]:
        """Return a case's own trace, and the cell in it."""
        layer, number = cell
        trace, position = self._places[number]
        return TraceSource(trace), (layer, position)


class CaseStates:
    """The states of the cases, each as its own trace gives it.

    Args:
        source: of which cases.
        reader: what reads them.
        target: what `reader.target` gave.
        controls: which are run.
        seed: of what they draw.
    """

    def __init__(
        self, source: CaseSource, reader: Reader, target: Target, controls: Controls, seed: int
    ) -> None:
        self._source, self._asked = source, (reader, target, controls, seed)

    def at(self, cell: Cell, arm: Condition) -> State:
        """Return a case's own state, or a control's."""
        source, own = self._source.own(cell)
        return source.states(*self._asked).at(own, arm)

    def text_ids(self, cell: Cell) -> Sequence[int]:
        """Return the tokens of a case's prompt up to its own."""
        source, own = self._source.own(cell)
        return source.states(*self._asked).text_ids(own)


class _SeveralPrompts(Sequence[int]):
    """The one prompt that cases do not have: whoever reads it is told so."""

    def __len__(self) -> int:
        raise _several_prompts()

    def __getitem__(self, index: Any) -> Any:
        raise _several_prompts()


def _several_prompts() -> InputError:
    return InputError(
        "This reader writes into the source prompt itself, and cases are of several prompts. Use a reader "
        "with a target prompt of its own, such as Patchscope('The capital of x is'), or a lens."
    )
