"""Everything that can be set of a question as plain data: reader, samples, controls and seed."""

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
from latentlens.scoring.controls import Controls


@dataclasses.dataclass(frozen=True)
class AskOptions:
    """How a reader is asked, beside the reader itself.

    Args:
        samples: how many answers are sampled; 0 for one answer.
        seed: the seed of samples and controls.
        controls: which controls are run.
    """

    samples: int = 0
    seed: int = 0
    controls: Controls = dataclasses.field(default_factory=Controls)


class AskForm(Form[AskOptions]):
    """Samples, controls and seed as plain data."""

    samples: Annotated[
        int,
        Panel(
            "Samples",
            "Answer",
            "How many answers are drawn; the share that agrees is the confidence. 0 for one answer.",
        ),
    ] = 0
    control_null: Annotated[bool, Panel("Null", "Controls", "Nothing is written.")] = True
    control_random: Annotated[
        int,
        Panel(
            "Random vectors",
            "Controls",
            "How many vectors of the activation's norm; several show how far chance reaches.",
        ),
    ] = 1
    control_shuffled: Annotated[
        bool, Panel("Shuffled position", "Controls", "The activation of another position of this prompt.")
    ] = False
    control_text: Annotated[
        bool, Panel("Source text", "Controls", "The text itself stands in the placeholder's place.")
    ] = False
    control_prompt: Annotated[
        str, Panel("Other prompt", "Controls", "Another prompt, whose activation is written.", empty="none")
    ] = ""
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
            )
        except InputError as error:
            raise SettingError("control_random", str(error)) from None
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


def settings_of(reader: Reader | Calibrated) -> Json:
    """Return all settings of a question to a reader, with the reader's own values."""
    return _own_settings(reader) | _asking(reader)


def with_settings(reader: Reader | Calibrated, given: Json) -> tuple[Reader | Calibrated, AskOptions]:
    """Return the reader with settings changed, and how it is to be asked.

    Args:
        reader: any reader.
        given: the settings that differ from the reader's own, as a browser sends them.

    Raises:
        SettingError: if the reader has no such setting, or cannot take its value.
    """
    beside = {name: value for name, value in given.items() if name in AskForm.model_fields}
    own = _own_settings(reader)
    for name in given.keys() - beside.keys() - own.keys():
        has = ", ".join(settings_of(reader))
        raise SettingError(name, f"This reader has no setting {shown(name)}. It has {has}.")
    try:
        changes = {name: given[name] for name in given if name not in beside}
        changed = reader if isinstance(reader, Calibrated) else reader.with_settings(changes)
        options = _asking(changed)
        for name in beside.keys() - options.keys():
            raise SettingError(name, f"This reader has no setting {shown(name)}: it has no placeholder.")
        form = AskForm(**(options | checked([AskForm], beside)))
    except InputError as error:
        raise SettingError(error.setting or "question", str(error)) from error
    return changed, form.apply(AskOptions())


def _own_settings(reader: Reader | Calibrated) -> Json:
    """Return the settings that can be changed; none of a reader that a calibrator was fitted for."""
    return {} if isinstance(reader, Calibrated) else reader.settings()


def _asking(reader: Reader | Calibrated) -> dict[str, Any]:
    """Return the settings beside a reader's own; the text control only where a placeholder takes the text."""
    # a calibrator is for as many samples as it was fitted on
    samples = reader.calibrator.samples if isinstance(reader, Calibrated) else 0
    plain = AskForm.of(AskOptions(samples)).model_dump()
    if not without_calibrator(reader).has_placeholder:
        plain.pop("control_text")
    return plain
