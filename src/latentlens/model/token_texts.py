"""TokenTexts: the text of each token, how it is displayed, and decoding of token ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from latentlens.model.spelling import BYTE_OF, Character, characters, escaped

_VISIBLE = {" ": "·", "\n": "⏎", "\t": "⇥", "\r": "␍"}

_DOTTED_CIRCLE = "\u25cc"

_VARIATIONS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
"""Variation selectors, which change the form of the character before them and have none of their own."""

_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")
"""Name of a byte token in a sentencepiece vocabulary."""

_RAW = frozenset(map(chr, range(128, 256)))


class TokenTexts:
    """The texts of a tokenizer's tokens.

    Args:
        hf_tokenizer: a transformers tokenizer.
    """

    def __init__(self, hf_tokenizer: Any) -> None:
        self.hf = hf_tokenizer
        added = getattr(hf_tokenizer, "added_tokens_decoder", {})
        self._special = {*hf_tokenizer.all_special_ids, *(i for i, token in added.items() if token.special)}

    def is_special(self, token_id: int) -> bool:
        """Return whether a token stands for no text, as <bos> and the marks of a chat template do."""
        return token_id in self._special

    def text(self, token_id: int) -> str:
        """Return the text of one token, with its leading space; bytes of a split character as <0xE9>."""
        return escaped(self._piece(token_id))

    def _piece(self, token_id: int) -> bytes:
        """Return the bytes that a token adds to a text in UTF-8, possibly a part of a character."""
        token: str | bytes | None = self.hf.convert_ids_to_tokens(int(token_id))
        if isinstance(token, bytes):
            return token
        if token is None or token_id in self._special:
            return (f"<{token_id}>" if token is None else token).encode()
        if token.startswith("▁"):  # sentencepiece: decoding a lone token would lose the space
            return token.replace("▁", " ").encode()
        text: str = self.hf.convert_tokens_to_string([token])
        if (byte := _BYTE.fullmatch(token)) and text != token:
            return bytes([int(byte[1], 16)])
        if "\ufffd" in text:  # a part of a character; byte-level vocabularies map each byte to a letter
            if all(sign in BYTE_OF for sign in token):
                return bytes(BYTE_OF[sign] for sign in token)
            text = token
        if not text and token in _RAW and self.hf.convert_tokens_to_string(["Ã", "©"]) == "é":
            return token.encode("latin-1")  # a vocabulary of bytes, as ByT5's, decodes a lone byte to nothing
        return (text or token).encode()

    def visible(self, token_id: int) -> str:
        """Return one token as it is displayed: a space as ·, a newline as ⏎, special tokens by name.

        Invisible characters, such as a zero-width space, are shown as their code point: <U+200B>. A mark that
        has no letter of its own in the token, such as a vowel sign, stands on a dotted circle: ◌́.
        """
        shown, alone = [], True
        for c in self.text(token_id):
            mark = alone and unicodedata.category(c).startswith("M")
            if mark and c not in _VARIATIONS:
                shown.append(_DOTTED_CIRCLE)
            seen = c.isprintable() and not (mark and c in _VARIATIONS)
            visible = _VISIBLE.get(c) or (c if seen else f"<U+{ord(c):04X}>")
            shown.append(visible)
            alone = visible != c
        return "".join(shown)

    def has_tokens_of(self, other: TokenTexts) -> bool:
        """Return whether another tokenizer has the same tokens under the same ids."""
        return bool(self.hf.get_vocab() == other.hf.get_vocab())

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of consecutive tokens, without special tokens."""
        text: str = self.hf.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text

    def characters(self, ids: Sequence[int]) -> list[Character]:
        """Return the characters that tokens spell together, each with the tokens that hold its bytes."""
        return characters([self._piece(i) for i in ids])
