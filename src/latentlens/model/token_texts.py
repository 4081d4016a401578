"""Token ids back to text: what each token adds to a text, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from latentlens.model.spelling import BYTE_OF, Character, characters, escaped

_VISIBLE = {" ": "·", "\n": "⏎", "\t": "⇥", "\r": "␍"}

_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")
"""How sentencepiece names a byte."""

_RAW = frozenset(map(chr, range(128, 256)))


class TokenTexts:
    """The texts of a tokenizer's tokens.

    Args:
        hf_tokenizer: a transformers tokenizer.
    """

    def __init__(self, hf_tokenizer: Any) -> None:
        self.hf = hf_tokenizer
        self._special = set(hf_tokenizer.all_special_ids)

    def text(self, token_id: int) -> str:
        """Return one token's own text, its leading space kept; a part of a character as its bytes: <0xE9>."""
        return escaped(self._piece(token_id))

    def _piece(self, token_id: int) -> bytes:
        """Return what a token adds to a text, in UTF-8; it may be a part of a character."""
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
        if "\ufffd" in text:  # a part of a character, whose bytes a byte-level vocabulary names by letters
            if all(sign in BYTE_OF for sign in token):
                return bytes(BYTE_OF[sign] for sign in token)
            text = token
        if not text and token in _RAW and self.hf.convert_tokens_to_string(["Ã", "©"]) == "é":
            return token.encode("latin-1")  # a vocabulary of bare bytes, as ByT5's, says nothing for a part
        return (text or token).encode()

    def visible(self, token_id: int) -> str:
        """Return one token as it is drawn: a space as ·, a newline as ⏎, special tokens by name.

        What would leave no ink, such as a zero-width space, is drawn as its code point: <U+200B>.
        """
        return "".join(
            _VISIBLE.get(c) or (c if c.isprintable() else f"<U+{ord(c):04X}>") for c in self.text(token_id)
        )

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of a run of tokens, special ones left out."""
        text: str = self.hf.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text

    def characters(self, ids: Sequence[int]) -> list[Character]:
        """Return the characters that tokens spell together, and which tokens hold each."""
        return characters([self._piece(i) for i in ids])
