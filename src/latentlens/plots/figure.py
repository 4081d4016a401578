"""A plotly figure that stays where it is: however it is shown, nothing offers to upload it."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

CONFIG = {"showSendToCloud": False, "displaylogo": False, "responsive": True}
"""For `figure.show(config=CONFIG)` and `write_html`; plotly's own button would upload the data."""


class PrivateFigure(go.Figure):  # type: ignore[misc]  # plotly is untyped
    """A figure that never offers to upload what it shows."""

    def show(self, *args: Any, **kwargs: Any) -> Any:
        """Show the figure; see plotly."""
        return super().show(*args, **_private(kwargs))

    def to_html(self, *args: Any, **kwargs: Any) -> Any:
        """Return the figure as HTML; see plotly."""
        return super().to_html(*args, **_private(kwargs))

    def write_html(self, *args: Any, **kwargs: Any) -> Any:
        """Write the figure as HTML; see plotly."""
        return super().write_html(*args, **_private(kwargs))

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> Any:
        return super()._repr_mimebundle_(*args, **_private(kwargs))

    def _ipython_display_(self) -> None:
        # plotly's own shows the figure past `show`, and with it past its configuration
        if pio.renderers.render_on_display and pio.renderers.default:
            self.show()
        else:
            print(repr(self))


def _private(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {**kwargs, "config": {**(kwargs.get("config") or {}), **CONFIG}}
