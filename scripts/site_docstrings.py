"""Lets the API reference show "Example:" in a docstring as the section that "Examples:" is."""

from __future__ import annotations

import re
from typing import Any

import griffe

_SINGULAR = re.compile(r"^Example:$", re.MULTILINE)


class SingularExamples(griffe.Extension):
    """Renames the section, as the parser knows the plural alone and would take the other for a note."""

    def on_object(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Rename the section in an object's docstring, once it is loaded."""
        if obj.docstring:
            obj.docstring.value = _SINGULAR.sub("Examples:", obj.docstring.value)
