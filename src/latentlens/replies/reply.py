"""Reply: what a model said after a prompt."""

from __future__ import annotations

import dataclasses

from latentlens.display.printable import printable
from latentlens.display.tables import element


@dataclasses.dataclass(frozen=True)
class Reply:
    """What a model said after a prompt; `str(reply)` is its text.

    Args:
        text: the text, as it was generated, so that a space may lead it.
        token_ids: token ids of the text, without the token that ended it.
        logprobs: log-probability of each of these tokens in nats, at temperature 1.
        ended: whether the model ended it, or a stop text did; False if it was cut at `max_new_tokens`.

    Examples:
        >>> print(Reply(" It is Paris.", (7, 8, 9), (-0.1, -0.2, -0.1), True))
         It is Paris.
    """

    text: str
    token_ids: tuple[int, ...]
    logprobs: tuple[float, ...]
    ended: bool

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Reply {printable(self.text)!r}{'' if self.ended else ', cut'}>"

    def _repr_html_(self) -> str:
        return str(element("div", repr(self)[1:-1]))
