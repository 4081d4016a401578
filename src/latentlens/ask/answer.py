"""An answer, with what is needed to doubt it."""

from __future__ import annotations

import dataclasses
import html
import json
import math
from typing import Any

from latentlens._checked import text as text_of
from latentlens._errors import MissingError
from latentlens._printable import printable
from latentlens._shown import shown
from latentlens.ask.lens_table import HATCHED, NOT_FINITE
from latentlens.readers.calibrated import Calibrated
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
    """What a reader answers about one cell of a trace, or about a vector of one's own.

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
        layer: of the cell that was read, or of the vector of one's own.
        position: of the cell that was read; of a vector its number.
        token: at that position, in visible form; of a vector its name, with the scale unless that is 1.
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
    layer: int
    position: int
    token: str
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
        return ("vector" if "vector" in self.provenance else f"position {self.position}", self.token)

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
        def row(what: str, text: str, confidence: float, support: str) -> str:
            bar = (
                f'<span style="display:inline-block;width:8em;height:.6em;border:1px solid currentColor;'
                f'opacity:.8"><span style="display:block;height:100%;width:{100 * confidence:.0f}%;'
                f'background:currentColor;opacity:.5"></span></span>'
            )
            return (
                f'<tr><td style="text-align:left">{what}</td>'
                f'<td style="text-align:left"><b>{html.escape(text.strip()) or "&nbsp;"}</b></td>'
                f'<td style="text-align:left">{bar} {confidence:.2f}</td><td>{support}</td></tr>'
            )

        if not self.finite:
            return f'<div style="{HATCHED}"><b>{NOT_FINITE}</b>: {html.escape(self.flags[0].message)}</div>'
        rows = [row("answer", self.text, self.confidence, "")]
        rows += [
            row(f"{control.kind} control", control.text, control.confidence, f"{control.support:.2f}")
            for control in self.controls
        ]
        notes = "".join(f"<li>{html.escape(flag.message)}</li>" for flag in self.flags)
        where, name = self._where
        return (
            "<table><thead><tr><th></th><th style='text-align:left'>says</th><th style='text-align:left'>"
            f"confidence</th><th>gives the answer</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
            f"<div>layer {self.layer}, {where} <code>{html.escape(name)}</code>, "
            f"written at layer {self.target_layer}; {self.confidence_kind}</div>"
            f"{self._calibrated_line()}" + (f"<ul>{notes}</ul>" if notes else "")
        )

    def _calibrated_line(self) -> str:
        if self.calibrated_confidence is None or not isinstance(self.reader, Calibrated):
            return ""
        on = self.reader.calibrator.fitted_on
        return (
            f"<div>calibrated confidence <b>{self.calibrated_confidence:.2f}</b>: how often answers as sure "
            f"as this were correct, by {on.n} cases of the split {html.escape(on.split)}</div>"
        )


def _option(options: tuple[OptionScore, ...], text: str) -> OptionScore:
    for score in options:
        if isinstance(text, str) and score.text == text:
            return score
    raise MissingError(f"{shown(text)} was not among the options {[score.text for score in options]}.")
