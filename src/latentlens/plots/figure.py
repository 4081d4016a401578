"""A Plotly figure without an upload button, which also displays where Plotly is not available."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import plotly.io as pio
from plotly.io.base_renderers import MimetypeRenderer

from latentlens.plots.still_svg import still_svg

_JSON = "application/vnd.plotly.v1+json"

CONFIG = {"showSendToCloud": False, "displaylogo": False}
"""For `figure.show(config=CONFIG)`; Plotly's default button would upload the data."""

PAGE_CONFIG = {**CONFIG, "responsive": True}
"""The same for a page, whose figure follows the width of its window.

JupyterLab resizes figures itself, and a responsive one loses its height when it does so after a change of its
theme.
"""


class PrivateFigure(go.Figure):  # type: ignore[misc]  # plotly is untyped
    """A Plotly figure that never offers to upload its data.

    A notebook stores it twice: as Plotly's data, and as a still image for what does not render Plotly, such
    as `nbconvert --to html`, GitHub and other viewers. Neither needs a network.
    """

    def show(self, *args: Any, **kwargs: Any) -> Any:
        """Show the figure; see Plotly."""
        if args or "renderer" in kwargs or not _kept_in_notebooks():
            return super().show(*args, **_private(kwargs))
        from IPython.display import display

        display(self._repr_mimebundle_(**kwargs), raw=True)
        return None

    def to_html(self, *args: Any, **kwargs: Any) -> Any:
        """Return the figure as HTML; see Plotly."""
        return super().to_html(*args, **_private(kwargs, PAGE_CONFIG))

    def write_html(self, *args: Any, **kwargs: Any) -> Any:
        """Write the figure as HTML; see Plotly."""
        return super().write_html(*args, **_private(kwargs, PAGE_CONFIG))

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(*args, **_private(kwargs))
        still = still_svg(self) if _JSON in bundle else None
        return bundle if still is None else {**bundle, "image/svg+xml": still}

    def _ipython_display_(self) -> None:
        # Plotly's own shows the figure without calling `show`, and so without this configuration
        if pio.renderers.render_on_display and pio.renderers.default:
            self.show()
        else:
            print(repr(self))


def _kept_in_notebooks() -> bool:
    """Return whether figures are displayed as Plotly data in a notebook's output, and nowhere else."""
    names = [name for name in pio.renderers.default.split("+") if name]
    kinds = [pio.renderers[name] for name in names]
    return "plotly_mimetype" in names and all(isinstance(kind, MimetypeRenderer) for kind in kinds)


def _private(kwargs: dict[str, Any], config: dict[str, bool] = CONFIG) -> dict[str, Any]:
    return {**kwargs, "config": {**(kwargs.get("config") or {}), **config}}
