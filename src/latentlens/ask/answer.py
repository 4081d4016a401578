"""An answer, with what is needed to doubt it."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

from latentlens.activations.selection import Site
from latentlens.ask.lens_table import HATCHED, NOT_FINITE
from latentlens.display.printable import printable
from latentlens.display.tables import element, html_table, markup
from latentlens.errors import MissingError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import text as text_of
from latentlens.readers.reader import Reader
from latentlens.scoring.agreement import Agreement
from latentlens.scoring.best_of import best_of_words
from latentlens.scoring.confidence_kinds import ConfidenceKind
from latentlens.scoring.controls import ControlKind
from latentlens.scoring.flags import Flag
from latentlens.scoring.forced_choice import OptionScore


@dataclasses.dataclass(frozen=True)
class Control:
    """The same query with something else in place of the vector.

    Args:
        kind: "null" (nothing written), "random" (a vector of the same norm), "shuffled" (another position's
            state), "prompt" (another prompt's state) or "text" (the source text).
        text: what the control answers.
        confidence: how sure it is of that, on the answer's scale.
        support: how sure it is of the *answer's* text, on the same scale: what of the answer's confidence
            does not come from the vector.
        tokens: of the control's text, in visible form.
        token_logprobs: of each.
        answer_logprobs: what the control gives each token of the answer, teacher-forced; empty where the
            answer was sampled.
        options: the control's own scores in a forced choice.
    """

    kind: ControlKind
    text: str
    confidence: float
    support: float
    tokens: tuple[str, ...]
    token_logprobs: tuple[float, ...]
    answer_logprobs: tuple[float, ...] = ()
    options: tuple[OptionScore, ...] = ()

    def option(self, text: str) -> OptionScore:
        """Return an option's score under this control.

        Raises:
            MissingError: if it was not among the options.
        """
        return _option(self.options, text)


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a reader answers about a selection of a trace, or about a vector of the user's.

    Args:
        text: the answer.
        tokens: in visible form.
        token_ids: of each token.
        token_logprobs: the model's natural-log probability of each.
        confidence: in [0, 1]; what it is says `confidence_kind`. NaN where there is no answer: see `finite`.
        confidence_kind: the probability of the chosen option among the options; the geometric mean of the
            tokens' probabilities; or the share of sampled answers that say the same.
        options: of a forced choice, in the order given; empty for free text.
        option_mass: the probability that the answer begins as one of the options does.
        agreement: of sampled answers; None where none were sampled.
        controls: the same query with something else in place of the vector.
        flags: reasons to doubt the answer.
        sites: the (layer, position) of every state that was read; empty for a vector.
        layer: the layer that was read; of several sites the last one's, or the vector's layer.
        position: the token position that was read, of several sites the last one's; None for a vector.
        name: the token at that position in visible form, or the vector's name; with the scale unless 1.
        target_layer: where the vector was written.
        reader: what was asked.
        code: lines that give this answer again.
        provenance: model, fingerprint, tokens, seed, versions, and the receipt of the write.
        calibrated_confidence: how often answers of this confidence were correct where the truth was known;
            None for a reader without a calibrator. `confidence` stays as it is.
    """

    text: str
    tokens: tuple[str, ...]
    token_ids: tuple[int, ...]
    token_logprobs: tuple[float, ...]
    confidence: float
    confidence_kind: ConfidenceKind
    options: tuple[OptionScore, ...]
    option_mass: float | None
    agreement: Agreement | None
    controls: tuple[Control, ...]
    flags: tuple[Flag, ...]
    sites: tuple[Site, ...]
    layer: int
    position: int | None
    name: str
    target_layer: int
    reader: Reader
    code: str
    provenance: dict[str, Any]
    calibrated_confidence: float | None = None

    @property
    def finite(self) -> bool:
        """Whether there is an answer.

        False in a cell of a sweep whose state, or what the model made of it, is NaN or infinite: such an
        answer has no text, no confidence (NaN), no controls, and one flag, "not finite", which says where and
        why.
        """
        return not math.isnan(self.confidence)

    @property
    def excess(self) -> float | None:
        """The confidence minus the best control's support for the same answer; None without controls."""
        if not self.controls:
            return None
        return self.confidence - max(control.support for control in self.controls)

    @property
    def relative_norm(self) -> float | None:
        """The norm of a scaled state or vector, before the mapping, in units of what stood in its last slot.

        None where nothing was scaled; NaN where nothing was written, or into a slot that held zero.
        """
        found: float | None = self.provenance.get("relative_norm")
        return found

    @property
    def best_of(self) -> int | None:
        """From how many answers this one was picked after the fact; None if it was not."""
        picked = self.provenance.get("best_of")
        return None if picked is None else int(picked["n"])

    @property
    def min_probability(self) -> float:
        """The smallest of the answer's token probabilities: its weakest link; NaN without an answer."""
        return math.exp(min(self.token_logprobs, default=math.nan))

    @property
    def relevancy(self) -> tuple[float, ...] | None:
        """For each token |p(patched) - p(unpatched)|, teacher-forced; None without a null control.

        Source:
            SelfIE's relevancy score (arXiv 2403.10949).
        """
        null = self.control("null")
        if null is None or len(null.answer_logprobs) != len(self.token_logprobs):
            return None
        return tuple(
            abs(math.exp(own) - math.exp(unpatched))
            for own, unpatched in zip(self.token_logprobs, null.answer_logprobs, strict=True)
        )

    def control(self, kind: ControlKind) -> Control | None:
        """Return the first control of a kind, or None if it was not run."""
        wanted = text_of("kind", kind)
        return next((control for control in self.controls if control.kind == wanted), None)

    def option(self, text: str) -> OptionScore:
        """Return an option's score.

        Raises:
            MissingError: if it was not among the options.
        """
        return _option(self.options, text)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data that JSON can hold; a number that is not finite becomes None."""
        fields = {
            field.name: getattr(self, field.name)
            for field in dataclasses.fields(self)
            if field.name not in ("reader", "options", "agreement", "controls", "flags")
        }
        parts: dict[str, Any] = {
            name: [dataclasses.asdict(part) for part in getattr(self, name)]
            for name in ("options", "controls", "flags")
        }
        parts["agreement"] = None if self.agreement is None else self.agreement.to_dict()
        plain = {**fields, **parts, "excess": self.excess, "reader": repr(self.reader)}
        data: dict[str, Any] = json.loads(json.dumps(plain), parse_constant=lambda _: None)
        return data

    @property
    def _where(self) -> tuple[str, str]:
        """Return what was read, and how it is called."""
        return ("vector" if self.position is None else f"position {self.position}", self.name)

    def __str__(self) -> str:
        return printable(self.text)

    def __repr__(self) -> str:
        where, name = self._where
        if not self.finite:
            return f"<Answer {NOT_FINITE}; layer {self.layer}, {where} {name!r}>"
        controls = "".join(
            f", {control.kind} control {control.confidence:.2f} {control.text.strip()!r}"
            for control in self.controls
        )
        sure = self.calibrated_confidence
        calibrated = "" if sure is None else f" (calibrated {sure:.2f})"
        picked = f"; {best_of_words(self.best_of)}" if self.best_of else ""
        return (
            f"<Answer {self.text.strip()!r}, confidence {self.confidence:.2f}{calibrated}{controls}; "
            f"layer {self.layer}, {where} {name!r}{picked}>"
        )

    def _repr_html_(self) -> str:
        if not self.finite:
            return element("div", element("b", NOT_FINITE), f": {self.flags[0].message}", style=HATCHED)
        rows = [_row("answer", self.text, self.confidence, "")]
        rows += [
            _row(f"{control.kind} control", control.text, control.confidence, f"{control.support:.2f}")
            for control in self.controls
        ]
        where, name = self._where
        return markup(
            html_table(["", "says", "confidence", "gives the answer"], rows),
            element(
                "div",
                f"layer {self.layer}, {where} ",
                element("code", name),
                f", written at layer {self.target_layer}; {self.confidence_kind}",
            ),
            self._calibrated_line(),
            element("ul", *(element("li", flag.message) for flag in self.flags)) if self.flags else "",
        )

    def _calibrated_line(self) -> str:
        if self.calibrated_confidence is None:
            return ""
        return element(
            "div",
            "calibrated confidence ",
            element("b", f"{self.calibrated_confidence:.2f}"),
            f": how often answers of this confidence were correct, by {self.provenance['calibrated_on']}",
        )


def _row(what: str, text: str, confidence: float, support: str) -> list[str]:
    fill = f"display:block;height:100%;width:{100 * confidence:.0f}%;background:currentColor;opacity:.5"
    frame = "display:inline-block;width:8em;height:.6em;border:1px solid currentColor;opacity:.8"
    bar = element("span", element("span", style=fill), style=frame)
    return [what, element("b", text.strip() or "\xa0"), markup(bar, f" {confidence:.2f}"), support]


def _option(options: tuple[OptionScore, ...], text: str) -> OptionScore:
    for score in options:
        if isinstance(text, str) and score.text == text:
            return score
    raise MissingError(f"{shown(text)} was not among the options {[score.text for score in options]}.")
