"""A vector that was chosen as the source of a question: previewed, asked, swept over its scales."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from latentlens.ask.calibrated import without_calibrator
from latentlens.ask.vectors_source import NoPrompt, refusals
from latentlens.errors import InputError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.explorer.target import target_json

if TYPE_CHECKING:
    from latentlens.activations.vectors import Vectors
    from latentlens.ask.answer import Answer
    from latentlens.ask.sweep import Sweep
    from latentlens.explorer.menu import AskRequest
    from latentlens.session import Session


@dataclasses.dataclass(frozen=True)
class Chosen:
    """A vector that was chosen as the source of a question.

    Args:
        name: how it is called.
        layer: to which it belongs.
        scale: at which it is asked.
        scales: at which it is swept, rising, each once.
        make: makes it; for a difference the states are read then.
    """

    name: str
    layer: int
    scale: float
    scales: tuple[float, ...]
    make: Callable[[], Vectors]

    def target(self, found: AskRequest, session: Session) -> Json:
        """Return the target prompt as the browser draws it, no slot chosen where one has to be.

        Raises:
            SettingError: if the question makes no sense for a vector, naming what is wrong with it.
        """
        ids, model = NoPrompt(), session.backend
        try:
            told = target_json(found, model, ids, self.layer, None)
        except InputError as error:
            raise SettingError("question", str(error)) if ids.read else error from None
        reader = without_calibrator(found.reader)
        for about, message in refusals(reader, reader.target(model, ids), found.how.controls):
            if about != "position":
                raise SettingError(about if about == "window" else f"control_{about}", message)
            told["slots"] = []
        return {**told, "reads": {"name": self.name, "layer": self.layer}}

    def ask(self, found: AskRequest, session: Session, **how: Any) -> tuple[Answer, Json]:
        """Return the answer, and the target prompt that it was asked with.

        Raises:
            SettingError: if the question makes no sense for a vector, naming what is wrong with it.
        """
        target = self._checked(found, session)
        return session.ask(self.make(), found.reader, scale=self.scale, **how), target

    def sweep(self, found: AskRequest, session: Session, **how: Any) -> Sweep:
        """Return the answers at all scales.

        Raises:
            SettingError: if the question makes no sense for a vector, naming what is wrong with it.
        """
        self._checked(found, session)
        return session.sweep(self.make(), found.reader, scales=self.scales, **how)

    def _checked(self, found: AskRequest, session: Session) -> Json:
        target = self.target(found, session)
        if target["slots"] == []:
            raise SettingError(
                "position",
                "A vector stood at no position. Choose the token of the other prompt that takes it.",
            )
        return target
