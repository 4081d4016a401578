"""Let a widget be garbage-collected when no variable refers to it.

ipywidgets keeps every widget of the process in a registry, and the comm manager keeps the widget's comm,
whose callback is a method of the widget. Both would keep an Explorer, its session and its model alive.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import Any

from ipywidgets.widgets import widget as _ipywidgets


def hold_weakly(widget: Any) -> None:
    """Replace the references that ipywidgets and the comm hold to a widget by weak ones.

    Args:
        widget: a widget whose comm was just opened.
    """
    ref = weakref.WeakMethod(widget._handle_msg)

    def handle(message: dict[str, Any]) -> None:
        method = ref()
        if method is not None:
            method(message)

    widget.comm.on_msg(handle)
    # A proxy, so that code that iterates over all widgets, such as a state request, still finds it.
    _registry()[widget.comm.comm_id] = weakref.proxy(widget)


def close_comms(comms: Sequence[Any]) -> None:
    """Close the comms of freed widgets, so that the browser removes their views.

    It is called by the garbage collector, at any moment and on any thread; in a kernel the messages are
    therefore sent later, from its event loop.

    Args:
        comms: the widgets' comms.
    """
    for comm in comms:
        _registry().pop(comm.comm_id, None)
    loop = next((loop for comm in comms if (loop := _loop(comm)) is not None), None)
    if loop is None:
        _close(comms)
    else:
        loop.add_callback(_close, comms)


def _close(comms: Sequence[Any]) -> None:
    for comm in comms:
        comm.close()


def _loop(comm: Any) -> Any:
    return getattr(getattr(comm, "kernel", None), "io_loop", None)


def _registry() -> dict[str, Any]:
    return _ipywidgets._instances  # type: ignore[no-any-return]
