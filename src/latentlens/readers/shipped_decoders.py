"""The trained decoders that ship with a model, each loaded when it is first used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from latentlens.display.tables import element, html_table
from latentlens.model.bundled import bundled
from latentlens.readers.decoder import Decoder


class ShippedDecoders(Mapping[str, Decoder]):
    """The decoders that ship with a model, by name; empty for a model that ships none.

    Args:
        model: name that the model was opened by.

    Examples:
        >>> dict(ShippedDecoders("no such model"))
        {}
    """

    def __init__(self, model: str) -> None:
        self._model = model
        found = bundled(model)
        self._places = {} if found is None else dict(found.decoders)
        self._loaded: dict[str, Decoder] = {}

    def __getitem__(self, name: str) -> Decoder:
        if name not in self._loaded:
            if name not in self._places:
                raise KeyError(name)
            self._loaded[name] = Decoder.load(f"{self._model}/{name}")
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return f"<decoders of {self._model}: {', '.join(self._places) or 'none'}>"

    def _repr_html_(self) -> str:
        rows = [(name, self[name].summary) for name in self]
        if not rows:
            return str(element("div", repr(self)[1:-1]))
        return str(html_table(["decoder", "what it is"], rows, caption=f"Trained decoders of {self._model}."))
