"""The minus sign of numbers that people read."""

from __future__ import annotations


def with_minus(number: str) -> str:
    """Return a formatted number with a minus sign where Python writes a hyphen.

    Args:
        number: the number, as `format` returns it.

    Examples:
        >>> with_minus(f"{-0.068:.3f}"), with_minus(f"{0.5:+.2f}")
        ('−0.068', '+0.50')
    """
    return number.replace("-", "−")
