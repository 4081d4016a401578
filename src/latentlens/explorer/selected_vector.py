"""A vector chosen in the question box: preview its target prompt, ask about it, sweep its scales."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from latentlens.activations.selection import Site
from latentlens.ask.calibrated import without_calibrator
from latentlens.ask.vectors_source import NoPrompt, refusals
from latentlens.errors import InputError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.explorer.target import target_json
from latentlens.readers.queries import target_on

if TYPE_CHECKING:
    from latentlens.activations.vectors import Vectors
    from latentlens.ask.answer import Answer
    from latentlens.ask.sweep import Sweep
    from latentlens.explorer.menu import AskRequest
    from latentlens.session import Session


@dataclasses.dataclass(frozen=True)
class ChosenVector:
    """A vector chosen as the source of a question.

    Args:
        name: the vector's name.
        layer: the vector's layer.
        scale: factor of the vector for a single question.
        scales: factors for a sweep, rising, without duplicates.
        make: function that makes the vector; for a difference it reads the states.
    """

    name: str
    layer: int
    scale: float
    scales: tuple[float, ...]
    make: Callable[[], Vectors]

    def target(self, request: AskRequest, session: Session) -> Json:
        """Return the target prompt for the browser; with no slots if the user has to choose one.

        Raises:
            SettingError: if the question cannot be asked about a vector.
        """
        ids, model = NoPrompt(), session.backend
        try:
            preview = target_json(request, model, ids, [self.layer])
        except InputError as error:
            raise SettingError("question", str(error)) if ids.read else error from None
        reader = without_calibrator(request.reader)
        target = target_on(reader, model, ids, [Site(self.layer, 0)])
        for about, message in refusals(reader, target, request.ask_options.controls):
            if about != "position":
                raise SettingError(about if about == "window" else f"control_{about}", message)
            preview["slots"] = []
        return {**preview, "reads": {"name": self.name, "layer": self.layer}}

    def ask(self, request: AskRequest, session: Session, **question_options: Any) -> tuple[Answer, Json]:
        """Return the answer, and the target prompt for the browser.

        Raises:
            SettingError: if the question cannot be asked about a vector.
        """
        target = self._checked(request, session)
        return session.ask(self.make(), request.reader, scale=self.scale, **question_options), target

    def sweep(self, request: AskRequest, session: Session, **question_options: Any) -> Sweep:
        """Return the answers at all scales.

        Raises:
            SettingError: if the question cannot be asked about a vector.
        """
        self._checked(request, session)
        return session.sweep(self.make(), request.reader, scales=self.scales, **question_options)

    def _checked(self, request: AskRequest, session: Session) -> Json:
        target = self.target(request, session)
        if target["slots"] == []:
            raise SettingError(
                "position",
                "A vector stood at no position. Choose the token of the other prompt that takes it.",
            )
        return target
