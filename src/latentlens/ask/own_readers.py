"""A session's own readers by name, with a table of them for notebooks."""

from __future__ import annotations

from latentlens.ask.calibrated import Calibrated, without_calibrator
from latentlens.display.printable import isolated, printable
from latentlens.display.tables import element, html_table, markup
from latentlens.inputs.shown import short
from latentlens.readers.presets import PRESETS, RELATIONS
from latentlens.readers.reader import Reader


class OwnReaders(dict[str, "Reader | Calibrated"]):
    """A dict of readers by name, which a notebook shows as a table.

    Examples:
        >>> OwnReaders()
        <no readers of your own; names of presets and relations: token_identity, next_token, description, ...>
    """

    def __repr__(self) -> str:
        if not self:
            names = ", ".join([*_named(), "..."][:3])
            return f"<no readers of your own; names of presets and relations: {names}, ...>"
        listed = "; ".join(
            f"{isolated(printable(str(name)))}: {_summary(each)}" for name, each in self.items()
        )
        return f"<{len(self)} reader{'' if len(self) == 1 else 's'} of your own: {listed}>"

    def _repr_html_(self) -> str:
        rows = [(str(name), _summary(each)) for name, each in self.items()]
        own = (
            html_table(["reader", "what it is"], rows, caption="Readers of your own.")
            if rows
            else element(
                "div", "No readers of your own yet: ", element("code", "session.readers[name] = reader")
            )
        )
        return str(
            markup(
                own,
                element(
                    "details",
                    element("summary", "Presets and relations"),
                    element("div", ", ".join(_named())),
                ),
            )
        )


def _named() -> list[str]:
    return [*(name for name, preset in PRESETS.items() if preset.by_name), *RELATIONS]


def _summary(reader: object) -> str:
    """Return what a reader is; of an object that is none, its type."""
    if not isinstance(reader, Reader | Calibrated):
        return f"no reader, but {type(reader).__name__}"
    said = short(without_calibrator(reader).summary)
    return f"{said} (calibrated)" if isinstance(reader, Calibrated) else said
