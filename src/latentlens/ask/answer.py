"""An answer: text, tokens, confidence, controls, flags and provenance."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Sequence
from typing import Any

from latentlens.activations.selection import Site
from latentlens.ask.lens_table import HATCHED, NOT_FINITE
from latentlens.ask.site_names import layers_named, positions_named
from latentlens.display.minus import with_minus
from latentlens.display.printable import isolated, printable
from latentlens.display.tables import element, html_table, markup
from latentlens.errors import MissingError
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import text as text_of
from latentlens.readers.reader import Reader
from latentlens.scoring.against_noise import AgainstNoise
from latentlens.scoring.agreement import Agreement
from latentlens.scoring.best_of import best_of_words
from latentlens.scoring.confidence_kinds import ConfidenceKind
from latentlens.scoring.controls import ControlKind
from latentlens.scoring.flags import Flag
from latentlens.scoring.forced_choice import OptionScore
from latentlens.scoring.verdict import NO_ANSWER, VERDICTS, VerdictKind, verdict_of


@dataclasses.dataclass(frozen=True)
class Control:
    """The result of a control: the same query with something else in place of the activation.

    Args:
        kind: "null" (nothing written), "random" (a vector of the same norm), "shuffled" (another position's
            activation), "prompt" (another prompt's activation) or "text" (the source text).
        text: the control's own answer.
        confidence: the control's confidence in its own answer, of the same kind as the answer's.
        support: the control's confidence in the *answer's* text: the part of the answer's confidence that
            does not come from the activation.
        tokens: the tokens of the control's text, in visible form.
        token_logprobs: the natural-log probability of each of these tokens.
        answer_logprobs: the natural-log probability that the control gives each token of the answer,
            teacher-forced; empty (default) if answers were sampled.
        options: the options' scores under this control; empty (default) for free text.
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
            MissingError: if the text was not among the options.
        """
        return _option(self.options, text)


@dataclasses.dataclass(frozen=True)
class Answer:
    """A reader's answer about a selection of a trace or about a vector, with its controls.

    Args:
        text: the answer's text.
        tokens: the answer's tokens, in visible form.
        token_ids: the tokens' ids.
        token_logprobs: the model's natural-log probability of each token.
        confidence: confidence in [0, 1], of the kind that `confidence_kind` names; 0 where the model ended
            without a word. NaN if there is no answer: see `finite`.
        confidence_kind: "probability among the options" for a forced choice, "mean token probability"
            (geometric mean) for free text, or "agreement of samples" (share of the most frequent answer).
        options: the options' scores in a forced choice, in the order given; empty for free text.
        option_mass: probability that the answer starts with the first token of an option; None for free
            text.
        agreement: distribution of the sampled answers; None if none were sampled.
        controls: results of the controls.
        flags: reasons to doubt the answer.
        sites: the (layer, position) of every activation that was read; empty for a vector.
        layer: the layer that was read: the last site's, or the vector's layer.
        position: the position that was read, the last site's; None for a vector.
        name: the token at that position in visible form, or the vector's name, with the scale unless it is 1.
        target_layer: layer at which the activation was written.
        reader: the reader that was asked.
        code: Python code that reproduces the answer.
        provenance: model, fingerprint, token ids, seed, package versions, and the norms of the write.
        noise: how far noise that answers the same question for itself exceeds its controls, beside this
            answer; None (default) unless it was asked for, as by `Controls(noise=39)`.
        calibrated_confidence: probability that an answer of this confidence is correct, by the reader's
            calibrator; None (default) for a reader without one. `confidence` stays uncalibrated.
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
    noise: AgainstNoise | None = None

    @property
    def finite(self) -> bool:
        """Whether there is an answer.

        False in a sweep where the activation, or the model's logits with it written, hold NaN or infinity.
        Such an answer has no text, confidence NaN, no controls, and one flag, "not finite", with the reason.
        """
        return not math.isnan(self.confidence)

    @property
    def excess(self) -> float | None:
        """The confidence minus the largest support of a control for this answer; None without controls."""
        if not self.controls:
            return None
        return self.confidence - max(control.support for control in self.controls)

    @property
    def empty(self) -> bool:
        """Whether the model ended before it said anything; the confidence is then that of ending at once."""
        return self.finite and self.text == ""

    @property
    def verdict(self) -> VerdictKind:
        """What is to be said of the answer, such as "read" or "controls"; `VERDICTS` has the sentences.

        Examples:
            >>> from latentlens import Session
            >>> session = Session()
            >>> session.ask(session.run("France"), 2, -1, "The capital of x is").verdict
            'untested'
        """
        return verdict_of(
            self.text,
            finite=self.finite,
            excess=self.excess,
            read=None if self.noise is None else self.noise.read,
            tested=self.noise is not None,
        )

    @property
    def relative_norm(self) -> float | None:
        """Norm of the scaled activation, before the mapping, divided by that of the last slot's own state.

        None if nothing was scaled; NaN if nothing was written, or the slot's own state was zero.
        """
        relative: float | None = self.provenance.get("relative_norm")
        return relative

    @property
    def best_of(self) -> int | None:
        """Number of answers that this one was picked from by `sweep.best()`; None if it was not picked."""
        picked = self.provenance.get("best_of")
        return None if picked is None else int(picked["n"])

    @property
    def min_probability(self) -> float:
        """The smallest of the answer's token probabilities; NaN without an answer."""
        return math.exp(min(self.token_logprobs, default=math.nan))

    @property
    def relevancy(self) -> tuple[float, ...] | None:
        """SelfIE's relevancy of each token, |p(patched) - p(unpatched)|, teacher-forced.

        None without a null control.

        Source:
            Chen et al. 2024 (arXiv 2403.10949).
        """
        null = self.control("null")
        if null is None or len(null.answer_logprobs) != len(self.token_logprobs):
            return None
        return tuple(
            abs(math.exp(patched) - math.exp(unpatched))
            for patched, unpatched in zip(self.token_logprobs, null.answer_logprobs, strict=True)
        )

    def control(self, kind: ControlKind) -> Control | None:
        """Return the first control of a kind, such as "random"; None if none was run."""
        wanted = text_of("kind", kind)
        return next((control for control in self.controls if control.kind == wanted), None)

    def option(self, text: str) -> OptionScore:
        """Return an option's score.

        Raises:
            MissingError: if the text was not among the options.
        """
        return _option(self.options, text)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON; numbers that are not finite become None."""
        fields = {
            field.name: getattr(self, field.name)
            for field in dataclasses.fields(self)
            if field.name not in ("reader", "options", "agreement", "controls", "flags", "noise")
        }
        parts: dict[str, Any] = {
            name: [dataclasses.asdict(part) for part in getattr(self, name)]
            for name in ("options", "controls", "flags")
        }
        parts["agreement"] = None if self.agreement is None else self.agreement.to_dict()
        parts["noise"] = None if self.noise is None else self.noise.to_dict()
        plain = {
            **fields,
            **parts,
            "excess": self.excess,
            "verdict": self.verdict,
            "reader": repr(self.reader),
        }
        data: dict[str, Any] = json.loads(json.dumps(plain), parse_constant=lambda _: None)
        return data

    @property
    def _where(self) -> tuple[str, str]:
        """Return the layers and positions, or "vector", and the last token or the vector's name."""
        layers = layers_named([site.layer for site in self.sites] or [self.layer])
        if self.position is None:
            return f"{layers}, vector", self.name
        positions = {site.position for site in self.sites} or {self.position}
        last = ", the last" if len(positions) > 1 else ""
        return f"{layers}, {positions_named(positions)}{last}", self.name

    def __str__(self) -> str:
        return printable(self.text)

    def __repr__(self) -> str:
        where, name = self._where
        if not self.finite:
            return f"<Answer {NOT_FINITE}; {where} {_quoted(name)}>"
        if self.empty:
            return f"<Answer: {NO_ANSWER}; {where} {_quoted(name)}>"
        controls = "".join(
            f", {control.kind} control {control.support:.2f} {_quoted(control.text.strip())}"
            for control in self.controls
        )
        probability = self.calibrated_confidence
        calibrated = "" if probability is None else f" (calibrated {probability:.2f})"
        noise = "" if self.noise is None else f"; {self.noise}"
        picked = f"; {best_of_words(self.best_of)}" if self.best_of else ""
        sure = f"confidence {self.confidence:.2f}{calibrated}{controls}{noise}"
        said = _quoted(self.text.strip()) if self.text.strip() else NO_ANSWER
        return f"<Answer {said}, {sure}; {where} {_quoted(name)}{picked}>"

    def _repr_html_(self) -> str:
        if not self.finite:
            return str(element("div", element("b", NOT_FINITE), f": {self.flags[0].message}", style=HATCHED))
        rows = [_row("answer", self.text, None if self.empty else self.confidence)]
        rows += [_row(f"{control.kind} control", control.text, control.support) for control in self.controls]
        where, name = self._where
        return str(
            markup(
                element("div", element("b", VERDICTS[self.verdict])),
                html_table(["", "says", "confidence, support"], rows),
                element(
                    "div",
                    f"{where} ",
                    element("code", name, dir="auto"),
                    f", written at layer {self.target_layer}; {self.confidence_kind}",
                ),
                self._noise_line(),
                self._calibrated_line(),
                element("ul", *(element("li", flag.message) for flag in self.flags)) if self.flags else "",
            )
        )

    def _noise_line(self) -> str:
        if self.noise is None:
            return ""
        verdict, _, counts = str(self.noise).partition(":")
        excess = with_minus(f"{self.noise.excess:+.2f}")
        return element("div", element("b", verdict), f":{counts}; excess {excess}")

    def _calibrated_line(self) -> str:
        if self.calibrated_confidence is None:
            return ""
        return element(
            "div",
            "calibrated confidence ",
            element("b", f"{self.calibrated_confidence:.2f}"),
            f": how often answers of this confidence were correct, by {self.provenance['calibrated_on']}",
        )


def _quoted(text: str) -> str:
    """Return a text of the model in quotes, for a line that holds others."""
    return isolated(repr(text))


def _row(condition: str, text: str, share: float | None) -> list[str]:
    """Return the row of an answer with its confidence, or of a control with its support for that answer."""
    if share is None:
        return [condition, element("i", NO_ANSWER), ""]
    fill = f"display:block;height:100%;width:{100 * share:.0f}%;background:currentColor;opacity:.5"
    frame = "display:inline-block;width:8em;height:.6em;border:1px solid currentColor;opacity:.8"
    bar = element("span", element("span", style=fill), style=frame)
    breaks = "overflow-wrap:anywhere"
    said = element("b", text.strip(), dir="auto", style=breaks) if text.strip() else element("i", NO_ANSWER)
    return [condition, said, markup(bar, f" {share:.2f}")]


def _option(options: tuple[OptionScore, ...], text: str) -> OptionScore:
    for score in options:
        if isinstance(text, str) and score.text == text:
            return score
    raise MissingError(not_an_option(text, [score.text for score in options]))


def not_an_option(text: object, asked: Sequence[str]) -> str:
    """Return the error message about an option that was not asked for.

    Args:
        text: the option that was named.
        asked: the options of the question; empty for an answer in the model's own words.
    """
    if not asked:
        return (
            f"There is no probability of the option {shown(text)}: no options were given. Ask again with "
            "them, such as options=['Paris', 'Rome']."
        )
    return f"{shown(text)} was not among the options {list(asked)}.{did_you_mean(text, asked)}"
