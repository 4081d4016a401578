"""One prompt's tokens and residual stream."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from jaxtyping import Float
from torch import Tensor

from latentlens.activations.bound_to_session import BoundToModel
from latentlens.activations.key import TraceKey
from latentlens.activations.selection import Selection, select
from latentlens.activations.store import TraceStore
from latentlens.display.printable import printable
from latentlens.engine.backend import Backend
from latentlens.errors import SelectionError, StaleTrace
from latentlens.inputs.numbers import integer
from latentlens.inputs.shown import shown

_MAKING = threading.RLock()
"""Held while a trace's Explorer is made, so that two threads get the same."""


class Trace(BoundToModel):
    """One prompt's tokens and residual stream.

    The activations live in a store, in memory or on disk; a trace asks for them when it needs them.
    Displayed in a notebook it shows the Explorer.

    Args:
        backend: the model that ran the prompt.
        store: where the activations are held.
        key: what they are held under.
        prompt: the text, None if token ids or a chat were given.
        code: the expression that runs the same prompt again.
        activations: others that were kept, by TransformerLens' names.
        open_explorer: called with the trace, and with the closed Explorer that it showed before or None;
            returns the Explorer that it shows. None for a trace that is never shown.
    """

    _instead = (
        "Pickle trace.resid and trace.token_ids; or open the session with a cache_dir, where "
        "session.run(prompt) finds the activations again in another process."
    )

    def __init__(
        self,
        backend: Backend,
        store: TraceStore,
        key: TraceKey,
        prompt: str | None,
        code: str,
        activations: Mapping[str, Tensor] | None = None,
        *,
        open_explorer: Callable[[Trace, Any], Any] | None = None,
    ) -> None:
        self.backend = backend
        self.store = store
        self.trace_key = key
        self.prompt = prompt
        self.code = code
        self.activations = dict(activations or {})
        """What `session.run(..., hooks=[...])` kept beside the residual stream, by name, without a batch."""
        tokenizer = backend.tokenizer
        self.token_ids = list(key.token_ids)
        self.token_texts = [tokenizer.text(i) for i in key.token_ids]
        """Each token's own text, its leading space kept."""
        self.tokens = [tokenizer.visible(i) for i in key.token_ids]
        """Each token as it is drawn: a space as ·, a newline as ⏎, special tokens by name."""
        self._open_explorer = open_explorer
        self._explorer: Any = None

    @property
    def key(self) -> str:
        """The content key: equal for equal tokens on equal weights."""
        return self.trace_key.digest

    @property
    def n_layers(self) -> int:
        """How many blocks the model has; the trace has one layer more."""
        return self.trace_key.layers[-1]

    @property
    def d_model(self) -> int:
        """The width of the residual stream."""
        return self.backend.d_model

    @property
    def resid(self) -> Float[Tensor, "layer position d_model"]:
        """The residual stream; layer 0 the embeddings, the last before the final norm.

        Raises:
            StaleTrace: if it is no longer held and the model has changed since.
        """
        held = self.store.get(self.trace_key)
        if held is not None:
            return held
        if self.trace_key.run:
            raise StaleTrace(
                "The activations of this trace are no longer held, and it was run with hooks of yours on the "
                "model, which may do something else now. Run the prompt again, or give the session a larger "
                "memory_budget."
            )
        with self.backend.pinned():
            self._check_current("The activations of this trace are no longer held, and the")
            return captured(self.backend, self.store, self.trace_key)

    @property
    def logits(self) -> Float[Tensor, "position vocab"]:
        """The model's own logits after every position, computed when asked for.

        Raises:
            StaleTrace: if the model has changed since the trace was run.
        """
        with self.backend.pinned():
            self._check_current("The logits of a trace are computed when they are asked for, and the")
            return self.backend.all_logits(self.token_ids)

    def _check_current(self, what: str) -> None:
        """Raise unless the model is the one that the trace was run on."""
        if self.backend.fingerprint() != self.trace_key.fingerprint:
            raise StaleTrace(
                f"{what} model's weights, adapters, settings or hooks changed since it was run. Run the "
                "prompt again, or restore the model."
            )

    @property
    def explorer(self) -> Any:
        """The Explorer that the trace shows when it is displayed, made when first asked for.

        It is closed with the session, by hand, or when the notebook cell that ran the prompt has run again
        and no cell shows it any more. Asked for after that, it is another one, which has the same answers
        and sweeps; once the session is closed it is the closed one.

        Raises:
            SessionClosed: if the session was closed before there was one.

        Examples:
            >>> from latentlens import Session
            >>> trace = Session().run("The capital of France is")
            >>> trace.explorer is trace.explorer
            True
        """
        if self._open_explorer is None:
            raise SelectionError("This trace has no session to show it. Show it with session.explore(trace).")
        with _MAKING:
            if self._explorer is None or self._explorer.closed:
                self._explorer = self._open_explorer(self, self._explorer)
            return self._explorer

    def select(self, layers: Any = None, positions: Any = None) -> Selection:
        """Return the product of layers and positions as a selection that readers can be asked about.

        Args:
            layers: a layer 0..n_layers (negative: from the last), several in a list or range, or a slice;
                None for all.
            positions: a position (a number, negative from the end, or a token's text), several, or a slice;
                None for all.

        Raises:
            SelectionError: if a layer or position does not exist, or none is left.

        Examples:
            >>> from latentlens import Session
            >>> trace = Session().run("The capital of France is")
            >>> len(trace.select(layers=[2, 3], positions=slice(1, 4)))
            6
        """
        return select(self, layers, positions)

    def _copied(self) -> dict[str, Any]:
        return {**self.__dict__, "_explorer": None}

    def __len__(self) -> int:
        return len(self.token_ids)

    def __getitem__(self, site: tuple[Any, Any]) -> Float[Tensor, ...]:
        """Return the residual stream at `trace[layer, position]`, as a tensor.

        Each may be a number or a slice, and the position a token's text.
        """
        if not isinstance(site, tuple) or len(site) != 2:
            raise SelectionError(f"A site is trace[layer, position]; got trace[{shown(site)}].")
        layer, position = site
        rows = layer if isinstance(layer, slice) else self.layer(layer)
        columns = position if isinstance(position, slice) else self.position(position)
        return self.resid[rows, columns]

    def layer(self, layer: int) -> int:
        """Return a layer as 0..n_layers; negative ones count from the last.

        Raises:
            SelectionError: if there is no such layer.
        """
        return real_layer(layer, self.n_layers)

    def position(self, position: int | str) -> int:
        """Return a position as 0..len-1, from a number (negative: from the end) or from text.

        A text is a token, or a run of whole tokens, of which the last is meant: a word of several tokens, or
        a character of several byte pieces. How its accents are encoded does not matter.

        Raises:
            SelectionError: if there is no such position, or the text stands in several places.
        """
        if isinstance(position, str):
            return self._position_of(position)
        wanted = integer("position", position, error=SelectionError)
        found = wanted + (len(self) if wanted < 0 else 0)
        if not 0 <= found < len(self):
            raise SelectionError(
                f"Position {position} does not exist: the prompt has {len(self)} tokens, 0 to "
                f"{len(self) - 1}."
            )
        return found

    def positions(self, start: int, end: int) -> list[int]:
        """Return the positions of the tokens that spell a part of the prompt.

        Args:
            start: where the part begins, in characters of `prompt`.
            end: where it ends, as in a slice.

        Raises:
            SelectionError: if the trace was not run from a text, or no token spells that part.
            TokenizerError: if the tokenizer does not say where its tokens stand.

        Examples:
            >>> from latentlens import Session
            >>> trace = Session().run("Tam Hale lives in Athens")
            >>> trace.positions(0, 8) == [trace.position("Tam"), trace.position("Hale")]
            True
        """
        if self.prompt is None:
            raise SelectionError(
                "Characters are counted in a text, and this trace was run from token ids or a chat. Give "
                "positions by number, or by a token's text."
            )
        start, end = integer("start", start, error=SelectionError), integer("end", end, error=SelectionError)
        written = self.backend.tokenizer.spans(self.prompt)
        before = len(self.token_ids) - len(written)  # the tokenizer's own, such as <bos>
        inked = [
            before + at
            for at, (_, a, b) in enumerate(written)
            if self.prompt[max(a, start) : min(b, end)].strip()
        ]
        if not inked or before < 0:
            raise SelectionError(
                f"No token spells characters {start} to {end} of the prompt, which has "
                f"{len(self.prompt)}: {self.prompt!r}."
            )
        return list(range(inked[0], inked[-1] + 1))

    def _position_of(self, text: str) -> int:
        tokenizer = self.backend.tokenizer
        wanted = unicodedata.normalize("NFC", text.strip() or text)
        found = [
            i
            for i, (own, visible) in enumerate(zip(self.token_texts, self.tokens, strict=True))
            if text in (own, visible) or wanted == unicodedata.normalize("NFC", own.strip())
        ] or tokenizer.find(wanted, self.token_ids, self.prompt)
        if len(found) == 1:
            return found[0]
        listed = "  ".join(f"{i}:{token}" for i, token in enumerate(self.tokens))
        if not found:
            raise SelectionError(f"No token of the prompt is {text!r}. Its tokens are: {listed}")
        raise SelectionError(
            f"{text!r} stands at positions {', '.join(map(str, found))}. Give the position that you mean, "
            f"for example position={found[0]}."
        )

    def __repr__(self) -> str:
        shown = printable(" ".join(self.tokens[:24])) + (" ..." if len(self) > 24 else "")
        return f"<Trace of {len(self)} tokens, layers 0 to {self.n_layers}: {shown}>"

    def _ipython_display_(self) -> None:
        self.explorer._ipython_display_()

    def _display_(self) -> Any:
        """Return what marimo shows."""
        self.explorer.hold()
        return self.explorer

    def _repr_html_(self) -> str:
        return str(self.explorer._repr_html_())


def captured(backend: Backend, store: TraceStore, key: TraceKey) -> Float[Tensor, "layer position d_model"]:
    """Run a trace's tokens, put its residual stream into a store, and return it.

    Args:
        backend: the model, in the state that the key names.
        store: takes the activations.
        key: the tokens to run and the layers to keep.
    """
    (resid,) = backend.capture([key.token_ids], key.layers)
    store.put(key, resid)
    return resid


def real_layer(layer: int, n_layers: int) -> int:
    """Return a layer of a model as 0..n_layers.

    Args:
        layer: negative from the last.
        n_layers: how many blocks the model has.

    Raises:
        SelectionError: if there is no such layer.

    Examples:
        >>> real_layer(-1, 6)
        6
    """
    wanted = integer("layer", layer, error=SelectionError)
    found = wanted + (n_layers + 1 if wanted < 0 else 0)
    if not 0 <= found <= n_layers:
        raise SelectionError(
            f"Layer {layer} does not exist: this model has layers 0 (embeddings) to {n_layers} "
            "(after the last block, before the final norm)."
        )
    return found
