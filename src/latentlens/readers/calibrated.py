"""A reader with the calibrator that was fitted for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from latentlens._errors import InputError
from latentlens._shown import shown
from latentlens.engine.query import Readout
from latentlens.evaluation.calibrator import Calibrator
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.model.language_model import LanguageModel
from latentlens.readers.reader import Edits, Reader, State, Target


@dataclasses.dataclass(frozen=True, init=False)
class Calibrated:
    """A reader whose answers say how often such answers are correct, beside how sure they are.

    It asks what the reader asks, with the same confidence and controls; its answers have a
    `calibrated_confidence` too. Another model, kind of confidence or number of samples than the calibrator
    was fitted on is refused when it is asked.

    Args:
        reader: what is asked.
        calibrator: what was fitted on this reader's graded answers, or its `to_dict()`.

    Raises:
        InputError: if the calibrator was fitted on another reader, or is none.

    Examples:
        >>> from latentlens.readers.lens import Lens
        >>> fitted = Calibrator.fit(
        ...     [0.9] * 40, [1, 0] * 20, split="validation", reader=Lens("logit"), fingerprint="f3",
        ...     confidence_kind="mean token probability",
        ... )
        >>> calibrated = Calibrated(Lens("logit"), fitted)
        >>> eval(repr(calibrated)) == calibrated
        True
    """

    reader: Reader
    calibrator: Calibrator

    def __init__(self, reader: Reader, calibrator: Calibrator | Mapping[str, Any]) -> None:
        if isinstance(reader, Calibrated):
            raise InputError("The reader is calibrated already. Give the reader in it: calibrated.reader.")
        if isinstance(reader, type) or not isinstance(reader, Reader):
            raise InputError(
                f"{shown(reader)} is not a reader. Give the reader that the calibrator was fitted on; "
                "as_reader "
                "makes one of a preset's name."
            )
        if isinstance(calibrator, Mapping):
            calibrator = Calibrator.from_dict(calibrator)
        if not isinstance(calibrator, Calibrator):
            raise InputError(
                f"{shown(calibrator)} is not a calibrator. Give what calibrate(...) or "
                "Calibrator.load(...) gave."
            )
        calibrator.fitted_on.check_reader(reader)
        object.__setattr__(self, "reader", reader)
        object.__setattr__(self, "calibrator", calibrator)

    def __repr__(self) -> str:
        # a reader's repr is code, so what the calibrator holds stands there in full
        return f"Calibrated({self.reader!r}, {self.calibrator.to_dict()!r})"

    @property
    def one_token(self) -> bool:
        """As the reader's."""
        return self.reader.one_token

    @property
    def window(self) -> int:
        """As the reader's."""
        return self.reader.window

    @property
    def fitted(self) -> LayerMappings | None:
        """As the reader's."""
        return self.reader.fitted

    def layers(self, n_layers: int) -> Sequence[int]:
        """As the reader's."""
        return self.reader.layers(n_layers)

    def target_layer(self, layer: int, n_layers: int) -> int:
        """As the reader's."""
        return self.reader.target_layer(layer, n_layers)

    def placeholder_visible(self, target_layer: int, n_layers: int) -> bool:
        """As the reader's."""
        return self.reader.placeholder_visible(target_layer, n_layers)

    def target(self, model: LanguageModel, source_ids: Sequence[int] = ()) -> Target:
        """As the reader's."""
        return self.reader.target(model, source_ids)

    def edits(self, target: Target, state: State, n_layers: int) -> Edits:
        """As the reader's."""
        return self.reader.edits(target, state, n_layers)

    def readout(self, seed: int) -> Readout:
        """As the reader's."""
        return self.reader.readout(seed)
