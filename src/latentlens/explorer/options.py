"""A question's settings in the Explorer: samples, controls, seed, and those of its reader."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

from latentlens.ask.calibrated import Calibrated, without_calibrator
from latentlens.ask.question import check_runs
from latentlens.errors import InputError
from latentlens.explorer.protocol import Json, SettingError
from latentlens.inputs.numbers import seed
from latentlens.inputs.shown import shown
from latentlens.readers.form import Form, Panel, checked
from latentlens.readers.reader import Reader
from latentlens.scoring.controls import MOST_RANDOM, Controls


@dataclasses.dataclass(frozen=True)
class AskOptions:
    """Options of a question beside its reader.

    Args:
        samples: number of sampled answers; 0 (default) for one greedy answer.
        seed: random seed of samples and controls; 0 by default.
        controls: the controls to run; null and one random by default.
    """

    samples: int = 0
    seed: int = 0
    controls: Controls = dataclasses.field(default_factory=Controls)


class AskForm(Form[AskOptions]):
    """Form of samples, controls and seed for the options panel."""

    samples: Annotated[
        int,
        Panel(
            "Samples",
            "Answer",
            "How many answers are sampled; the share that agrees is the confidence. 0 for one answer.",
        ),
    ] = 0
    control_null: Annotated[
        bool, Panel("Null", "Controls", "The same question, with nothing written into the slot.")
    ] = True
    control_random: Annotated[
        int,
        Panel(
            "Random vectors",
            "Controls",
            "How many random vectors of the same norm are written; several show how far chance reaches.",
        ),
    ] = 1
    control_shuffled: Annotated[
        bool,
        Panel(
            "Shuffled position",
            "Controls",
            "The activation at another position of this prompt is written instead.",
        ),
    ] = False
    control_text: Annotated[
        bool,
        Panel("Source text", "Controls", "The source text stands in the placeholder's place as plain text."),
    ] = False
    control_prompt: Annotated[
        str,
        Panel(
            "Other prompt",
            "Controls",
            "The activation of this other prompt is written instead; empty for none.",
            empty="none",
        ),
    ] = ""
    control_noise: Annotated[
        int,
        Panel(
            "Noise",
            "Controls",
            "How many random vectors answer the question for themselves: an answer counts as read if none of "
            "39 exceeds its controls as far. The first answer at a layer then takes some ten times as long.",
        ),
    ] = 0
    control_other_tokens: Annotated[
        int,
        Panel(
            "Other tokens",
            "Controls",
            "How many other tokens' states, at most, answer the question for themselves.",
        ),
    ] = 0
    seed: Annotated[
        int, Panel("Seed", "Controls", "The seed of random vectors, of shuffling and of samples.")
    ] = 0

    @classmethod
    def of(cls, value: AskOptions) -> AskForm:
        """Return the options as plain data."""
        controls = dataclasses.asdict(value.controls)
        plain: Json = {f"control_{name}": "" if usual is None else usual for name, usual in controls.items()}
        return cls(samples=value.samples, seed=value.seed, **plain)

    def apply(self, before: AskOptions) -> AskOptions:
        """Return the options.

        Raises:
            SettingError: if one cannot be used.
        """
        del before
        try:
            controls = Controls(
                self.control_null,
                self.control_random,
                self.control_shuffled,
                self.control_prompt or None,
                self.control_text,
                self.control_noise,
                self.control_other_tokens,
            )
        except InputError as error:
            raise SettingError(_about(self), str(error)) from None
        if self.samples < 0 or self.samples == 1:
            raise SettingError("samples", "Agreement needs two samples at least; 20 are usual, 0 for none.")
        for name, check in (
            ("samples", lambda: check_runs(self.samples, controls)),
            ("seed", lambda: seed("This", self.seed)),
        ):
            try:
                check()
            except InputError as error:
                raise SettingError(name, str(error)) from None
        return AskOptions(self.samples, self.seed, controls)


def _about(form: AskForm) -> str:
    """Return the name of the setting that an error about the controls is shown beside."""
    names = ("control_noise", "control_other_tokens")
    wrong = [name for name in names if not 0 <= getattr(form, name) <= MOST_RANDOM]
    fine = 0 <= form.control_random <= MOST_RANDOM
    # without a null or random control, what was asked for in vain is named
    return "control_random" if not fine else next(iter(wrong or [n for n in names if getattr(form, n)]))


def settings_of(reader: Reader | Calibrated) -> Json:
    """Return all settings of a question to a reader, with their values for this reader."""
    return _own_settings(reader) | _asking(reader)


def with_settings(
    reader: Reader | Calibrated, changed_settings: Json
) -> tuple[Reader | Calibrated, AskOptions]:
    """Return the reader with the user's settings, and the question's other options.

    Args:
        reader: a reader, calibrated or not.
        changed_settings: the settings that the user changed, as the browser sends them.

    Raises:
        SettingError: if the reader has no such setting, or cannot take its value.
    """
    ask_settings = {name: value for name, value in changed_settings.items() if name in AskForm.model_fields}
    own_settings = _own_settings(reader)
    for name in changed_settings.keys() - ask_settings.keys() - own_settings.keys():
        has = ", ".join(settings_of(reader))
        raise SettingError(name, f"This reader has no setting {shown(name)}. It has {has}.")
    try:
        changes = {name: changed_settings[name] for name in changed_settings if name not in ask_settings}
        changed = reader if isinstance(reader, Calibrated) else reader.with_settings(changes)
        options = _asking(changed)
        for name in ask_settings.keys() - options.keys():
            raise SettingError(name, f"This reader has no setting {shown(name)}: it has no placeholder.")
        form = AskForm(**(options | checked([AskForm], ask_settings)))
    except InputError as error:
        raise SettingError(error.setting or "question", str(error)) from error
    return changed, form.apply(AskOptions())


def _own_settings(reader: Reader | Calibrated) -> Json:
    """Return the reader's settings that can be changed; none for a calibrated reader."""
    return {} if isinstance(reader, Calibrated) else reader.settings()


def _asking(reader: Reader | Calibrated) -> dict[str, Any]:
    """Return the settings beside a reader's own; the text control only for readers with a placeholder."""
    # a calibrator is valid for the number of samples that it was fitted on
    samples = reader.calibrator.samples if isinstance(reader, Calibrated) else 0
    plain = AskForm.of(AskOptions(samples)).model_dump()
    if not without_calibrator(reader).has_placeholder:
        plain.pop("control_text")
    return plain
