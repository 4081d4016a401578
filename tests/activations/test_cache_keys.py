"""Keys and sizes of what is kept: digests of content, and budgets of bytes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from latentlens.activations.key import TraceKey
from latentlens.activations.sizes import format_size, parse_size
from latentlens.activations.store import TraceStore
from latentlens.errors import InputError

TEXTS = st.text(min_size=1, max_size=6).filter(lambda text: text.isprintable() or "\ud800" > max(text))
TEXTS = TEXTS.filter(lambda text: not text.startswith("torch."))

IDS = st.lists(st.integers(0, 300), max_size=5)

KEYS = st.builds(TraceKey, TEXTS, IDS, IDS, TEXTS, TEXTS)


class TestKey:
    """A key is its content."""

    @given(one=KEYS, other=KEYS)
    def test_the_digest_is_injective(self, one: TraceKey, other: TraceKey) -> None:
        """Two keys have the same digest exactly when they are equal."""
        assert (one == other) is (one.digest == other.digest)
        assert (one == other) is (one.encoded == other.encoded)

    def test_neighbouring_parts_do_not_run_together(self) -> None:
        """Moving a character or a number from one part to the next changes the digest."""
        keys = [
            TraceKey("ab", (1, 2), (3,), "f", "raw"),
            TraceKey("a", (1, 2), (3,), "bf", "raw"),
            TraceKey("ab", (1,), (2, 3), "f", "raw"),
            TraceKey("ab", (12,), (3,), "f", "raw"),
            TraceKey("ab", (1, 2), (3,), "fr", "aw"),
            TraceKey('ab",[1,2]', (), (3,), "f", "raw"),
            TraceKey("ab", (2, 1), (3,), "f", "raw"),
        ]

        assert len(keys) == len({each.digest for each in keys})

    def test_spellings_of_one_content_are_one_key(self) -> None:
        """Lists, ranges, tensors' integers and torch's own type names make the same key."""
        plain = TraceKey("f00d", (1, 2), (0, 1), "float32")

        assert plain == TraceKey("f00d", [1, 2], range(2), torch.float32)  # type: ignore[arg-type]
        assert plain.digest == TraceKey("f00d", tuple(torch.tensor([1, 2])), (0, 1), "torch.float32").digest

    def test_the_digest_is_the_same_in_every_process(self) -> None:
        """A digest does not depend on hash seeds, so that a restarted kernel finds its files."""
        code = (
            "from latentlens.activations.key import TraceKey\n"
            "print(TraceKey('f00d', (1, 2), (0,), 'float32').digest)"
        )
        environment = {**os.environ, "PYTHONHASHSEED": "7"}
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)

        assert TraceKey("f00d", (1, 2), (0,), "float32").digest == out.stdout.decode().strip()

    @pytest.mark.parametrize(
        "parts",
        [
            ("", (1,), (0,), "float32"),
            (None, (1,), (0,), "float32"),
            ("f\ud83d", (1,), (0,), "float32"),
            ("f", (1.5,), (0,), "float32"),
            ("f", "12", (0,), "float32"),
            ("f", (1,), None, "float32"),
        ],
    )
    def test_what_cannot_be_a_key_is_an_input_error(self, parts: tuple[object, ...]) -> None:
        """A missing or mistyped part is named, not encoded."""
        with pytest.raises(InputError, match="a trace key's"):
            TraceKey(*parts)  # type: ignore[arg-type]


class TestSizes:
    """Amounts of memory are read as people write them."""

    @pytest.mark.parametrize(
        ("expected", "given"),
        [
            (0, 0),
            (5, "5"),
            (512_000_000, "512 MB"),
            (512_000_000, "512mb"),
            (2 * 2**30, "2GiB"),
            (1536, "1.5 KiB"),
            (1536, "1.5Ki"),
            (100, ".1k"),
            (10**12, " 1 TB "),
        ],
    )
    def test_sizes_are_bytes_or_text_with_a_unit(self, expected: int, given: int | str) -> None:
        """Decimal units are powers of 1000, those with an i powers of 1024."""
        assert expected == parse_size(given)

    @pytest.mark.parametrize(
        "bad", [-1, 1.5, True, None, "", "lots", "5 XB", "-5 MB", "1 2", "MB", "nan", "٥"]
    )
    def test_anything_else_is_an_input_error_that_shows_how(self, bad: object) -> None:
        """The error names the argument, what was given, and gives an example."""
        with pytest.raises(InputError, match=r'memory_budget .* "512 MB"'):
            parse_size(bad)  # type: ignore[arg-type]

    def test_a_store_refuses_a_bad_budget(self) -> None:
        """The error comes when the store is opened, not when it is full."""
        with pytest.raises(InputError, match="memory_budget"):
            TraceStore(memory_budget="half of it")

    @given(st.integers(0, 10**13))
    def test_what_is_written_is_read_back_to_three_digits(self, size: int) -> None:
        """Formatting and parsing are inverse up to rounding."""
        assert parse_size(format_size(size)) == pytest.approx(size, rel=5.1e-3)
