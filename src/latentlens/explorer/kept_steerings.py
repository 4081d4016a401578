"""KeptSteerings: what was learnt in an Explorer's Steer panel, and what shows it at other strengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlens.errors import NotFinite
from latentlens.explorer.protocol import Json, SettingError, Work
from latentlens.explorer.steer_panel import Learnt, SteerRequest
from latentlens.explorer.steered_replies import SteeredReplies
from latentlens.explorer.view_state import KEPT
from latentlens.explorer.wire import StrengthArgs
from latentlens.inputs.numbers import number

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.session import Session


class KeptSteerings:
    """What was learnt in a Steer panel, newest last; the newest can be shown at other strengths."""

    def __init__(self) -> None:
        self.learnt: list[Learnt] = []
        """Everything that was learnt, what a training kept that failed included."""
        self._shown: dict[str, SteeredReplies] = {}

    def learn(self, asked: SteerRequest, session: Session, trace: Trace, work: Work) -> Json:
        """Learn what was asked for, keep it, and return what the model says before and after.

        Args:
            asked: the request.
            session: session on the model that is steered.
            trace: trace of the chat that is replied to.
            work: the query.

        Raises:
            NotFinite: if a loss was NaN or infinite; what was learnt before is kept.
            Cancelled: if the work was cancelled before anything was learnt.
        """
        try:
            learnt = asked.run(session, work.progress)
        except NotFinite as error:
            if isinstance(error.best, Learnt):
                self.learnt.append(error.best)
            raise
        self.learnt.append(learnt)
        steered = self._shown[work.id] = SteeredReplies(work.id, session, trace, asked, learnt)
        while len(self._shown) > KEPT["steered"]:
            del self._shown[next(iter(self._shown))]
        # Cancelled, it shows what was learnt until then.
        return steered.show(asked.strength, False if steered.cancelled else work.progress)

    def show(self, args: StrengthArgs, work: Work) -> Json:
        """Return what the model says at another strength of what was learnt.

        Args:
            args: which steering, and the strength.
            work: the query.

        Raises:
            SettingError: if it is not kept any more.
            InputError: if the strength is no number, or out of bounds.
        """
        steered = self._shown.get(args.steering)
        if steered is None:
            raise SettingError("steer_strength", "What was learnt there is not kept any more. Steer again.")
        return steered.show(number("strength", args.strength, least=-100, most=100), work.progress)
