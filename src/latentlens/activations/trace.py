"""Trace: one prompt's tokens and its residual stream at every layer and position."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from jaxtyping import Float
from torch import Tensor

from latentlens.activations.key import TraceKey
from latentlens.activations.patchable import Patchable
from latentlens.activations.selection import Selection, select
from latentlens.activations.store import TraceStore
from latentlens.display.printable import isolated, printable
from latentlens.engine.backend import Backend
from latentlens.errors import SelectionError, StaleTrace
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.inputs.numbers import integer
from latentlens.inputs.shown import shown
from latentlens.model.chat_messages import MessageSpan, message_spans
from latentlens.model.fair_lock import FairRLock
from latentlens.model.tokenizer import ChatMessages

_EXPLORER_LOCK = FairRLock()
"""Held while a trace's Explorer is created, so that two threads get the same one."""


class Trace(Patchable):
    """One prompt's tokens and its residual stream, as `session.run(prompt)` returns it.

    `trace[layer, position]` is the residual stream at a site, as a tensor [d_model]; a position may also be a
    token's text. Layer 0 is the embeddings, layer k the residual stream after k blocks, and layer n_layers
    the one after the last block, before the final norm. The activations are held in the session's store,
    under its memory budget; those that were dropped are computed again when they are needed. Displaying a
    trace in a notebook shows its Explorer; iterating over it gives its tokens.

    Args:
        backend: backend of the model that ran the prompt.
        store: store that holds the activations.
        key: content key under which the store holds them.
        prompt: text of the prompt; None where token ids or chat messages were given.
        code: Python expression that runs the same prompt again.
        activations: other activations that were kept, by TransformerLens' hook names. Default None: none.
        chat: chat messages that were given as the prompt. Default None: a text or token ids were given.
        adapter: name of the one PEFT adapter that was active; "__base__" for the model without any. Default
            None: the adapters that were active in the model.
        open_explorer: function that returns the Explorer to display, called with the trace and with the
            closed Explorer that it had before, or None. Default None: the trace cannot be displayed.

    Examples:
        >>> from latentlens import Session
        >>> trace = Session().run("The capital of France is")
        >>> tuple(trace[3, "France"].shape) == (trace.d_model,)
        True
    """

    _difference: ClassVar[Callable[[Trace, Trace], Trace]]  # `TraceDifference`, a class above this one
    _pickle_instead = (
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
        chat: ChatMessages | None = None,
        adapter: str | None = None,
        open_explorer: Callable[[Trace, Any], Any] | None = None,
    ) -> None:
        self.backend = backend
        self.store = store
        self.trace_key = key
        self.prompt = prompt
        self.code = code
        self.chat = chat
        """The chat messages that were given as the prompt; None for a text and token ids."""
        self.adapter = adapter
        """The one PEFT adapter that was active; "__base__" for none, None for those active in the model."""
        self.activations = dict(activations or {})
        """Activations kept by `session.run(..., hooks=[...])`, by hook name, without a batch dimension."""
        tokenizer = backend.tokenizer
        self.token_ids = list(key.token_ids)
        """Token ids of the prompt, with the beginning-of-sequence token if there is one."""
        self.token_texts = [tokenizer.text(i) for i in key.token_ids]
        """Text of each token, with its leading space."""
        self.tokens = [tokenizer.visible(i) for i in key.token_ids]
        """Each token as it is displayed: a space as ·, a newline as ⏎, special tokens by name."""
        self._open_explorer = open_explorer
        self._explorer: Any = None

    @property
    def key(self) -> str:
        """Content key in hexadecimal: equal for the same token ids on the same weights."""
        return self.trace_key.digest

    @property
    def models(self) -> tuple[tuple[Backend, str | None], ...]:
        """The model that ran the prompt, with the adapter that was on; two for a difference of two models."""
        return ((self.backend, self.adapter),)

    @property
    def is_difference(self) -> bool:
        """Whether the activations are one model's minus another's."""
        return False

    @functools.cached_property
    def messages(self) -> tuple[MessageSpan, ...]:
        """Role and positions of each chat message's content; none if no chat messages were given.

        Positions outside of them hold what the chat template writes: roles, and the marks between messages.
        There are none for a template that changes the contents, such as one that leaves thoughts out.

        Examples:
            >>> from latentlens import Session
            >>> Session().run("The capital of France is").messages
            ()
        """
        return () if self.chat is None else message_spans(self.backend.tokenizer, self.chat)

    @property
    def n_layers(self) -> int:
        """Number of blocks of the model; the residual stream has n_layers + 1 layers."""
        return self.trace_key.layers[-1]

    @property
    def d_model(self) -> int:
        """Width of the residual stream."""
        return self.backend.d_model

    @property
    def resid(self) -> Float[Tensor, "layer position d_model"]:
        """The residual stream, a tensor [n_layers + 1, position, d_model] on the CPU.

        Layer 0 is the embeddings, and the last layer is before the final norm. The tensor is shared with the
        store: clone it before writing into it.

        Raises:
            StaleTrace: if the activations were dropped from memory and the model has changed since the run.
        """
        resid = self.store.get(self.trace_key)
        if resid is not None:
            return resid
        if self.trace_key.run:
            raise StaleTrace(
                "The activations of this trace are no longer held, and it was run with hooks of yours on the "
                "model, which may do something else now. Run the prompt again, or give the session a larger "
                "memory_budget."
            )
        with self.backend.pinned(), self.backend.using(self.adapter):
            self._check_current("The activations of this trace are no longer held, and the")
            return captured(self.backend, self.store, self.trace_key)

    @property
    def logits(self) -> Float[Tensor, "position vocab"]:
        """The model's next-token logits [position, vocab], computed by a forward pass at every access.

        Raises:
            StaleTrace: if the model has changed since the prompt was run.
        """
        with self.backend.pinned(), self.backend.using(self.adapter):
            self._check_current("The logits of a trace are computed at every access, and the")
            return self.backend.all_logits(self.token_ids)

    def _check_current(self, sentence_start: str) -> None:
        """Raise StaleTrace unless the model is as it was when the prompt was run."""
        if self.backend.fingerprint() != self.trace_key.fingerprint:
            raise StaleTrace(
                f"{sentence_start} model's weights, adapters, settings or hooks changed since it was run. "
                "Run the prompt again, or restore the model."
            )

    @property
    def explorer(self) -> Any:
        """The trace's Explorer, the widget that is shown when the trace is displayed.

        It is created at the first access. It is closed together with the session, by `explorer.close()`, or
        when the notebook cell that ran the prompt has run again and no cell displays it any more. The next
        access then creates a new one with the same answers and sweeps, unless the session is closed.

        Raises:
            SelectionError: if the trace was made without a session.
            SessionClosed: if the session was closed before the first access.

        Examples:
            >>> from latentlens import Session
            >>> trace = Session().run("The capital of France is")
            >>> trace.explorer is trace.explorer
            True
        """
        if self._open_explorer is None:
            raise SelectionError("This trace has no session to show it. Show it with session.explore(trace).")
        with _EXPLORER_LOCK:
            if self._explorer is None or self._explorer.closed:
                self._explorer = self._open_explorer(self, self._explorer)
            return self._explorer

    def select(self, layers: Any = None, positions: Any = None) -> Selection:
        """Select sites: every combination of the given layers and positions, layer by layer.

        Args:
            layers: a layer, 0..n_layers (negative counts from the last), a list or range of layers, or a
                slice. Default None: all layers.
            positions: a position (a number, negative from the end, or a token's text), a list of positions,
                or a slice. Default None: all positions.

        Returns:
            The selection, to be given to `session.ask` or `session.sweep`; `selection.states` are its
            activations.

        Raises:
            SelectionError: if a layer or position does not exist, or the selection is empty.

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

    def __iter__(self) -> Iterator[str]:
        return iter(self.tokens)

    def __getitem__(self, site: tuple[Any, Any]) -> Float[Tensor, ...]:
        """Return the residual stream at `trace[layer, position]`, a tensor [d_model].

        Layer and position may each be a number, negative from the end, or a slice, which adds a dimension;
        the position may also be a token's text.

        Raises:
            SelectionError: if the layer or the position does not exist.
        """
        if not isinstance(site, tuple) or len(site) != 2 or isinstance(site[0], str):
            raise SelectionError(f"A site is trace[layer, position]; got trace[{shown(site)}].")
        layer, position = site
        rows = layer if isinstance(layer, slice) else self.layer(layer)
        columns = position if isinstance(position, slice) else self.position(position)
        return self.resid[rows, columns]

    def __sub__(self, other: Trace) -> Trace:
        """Return these activations minus those of another model on the same tokens, to be read as a trace.

        Raises:
            InputError: if the two cannot be subtracted; see `TraceDifference`.
        """
        return Trace._difference(self, other) if isinstance(other, Trace) else NotImplemented

    def layer(self, layer: int) -> int:
        """Return a layer as a number 0..n_layers; negative layers count from the last.

        Raises:
            SelectionError: if there is no such layer.
        """
        return real_layer(layer, self.n_layers)

    def position(self, position: int | str) -> int:
        """Return a position as a number 0..len(trace)-1.

        Args:
            position: a number, negative from the end; or the text of a token, or of several whole tokens in a
                row, which stands for the last of them: a word that is split, or a character of several bytes.
                Unicode forms of accents are treated alike.

        Raises:
            SelectionError: if there is no such position, or the text occurs more than once.
        """
        if isinstance(position, str):
            return self._position_of(position)
        number = integer("position", position, error=SelectionError)
        index = number + (len(self) if number < 0 else 0)
        if not 0 <= index < len(self):
            raise SelectionError(
                f"Position {position} does not exist: the prompt has {len(self)} tokens, 0 to "
                f"{len(self) - 1}."
            )
        return index

    def positions(self, start: int, end: int) -> list[int]:
        """Return the positions of all tokens that overlap a span of characters of the prompt.

        Args:
            start: index in `prompt` of the span's first character.
            end: index after its last character, as in `prompt[start:end]`.

        Raises:
            SelectionError: if the trace was not run from a text, or no token overlaps the span.
            TokenizerError: if the tokenizer gives no character offsets.

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
        spans = self.backend.tokenizer.spans(self.prompt)
        n_special = len(self.token_ids) - len(spans)  # tokens that are not in the text, such as <bos>
        overlapping = [
            n_special + index
            for index, (_, token_start, token_end) in enumerate(spans)
            if self.prompt[max(token_start, start) : min(token_end, end)].strip()
        ]
        if not overlapping or n_special < 0:
            raise SelectionError(
                f"No token spells characters {start} to {end} of the prompt, which has "
                f"{len(self.prompt)}: {self.prompt!r}."
            )
        return list(range(overlapping[0], overlapping[-1] + 1))

    def _position_of(self, text: str) -> int:
        """Return the position of a token, or of several tokens in a row, given by their text."""
        tokenizer = self.backend.tokenizer
        word = unicodedata.normalize("NFC", text.strip() or text)
        matches = [
            i
            for i, (token_text, visible) in enumerate(zip(self.token_texts, self.tokens, strict=True))
            if text in (token_text, visible) or word == unicodedata.normalize("NFC", token_text.strip())
        ] or tokenizer.find(word, self.token_ids, self.prompt)
        if len(matches) == 1:
            return matches[0]
        listed = "  ".join(f"{i}:{isolated(token)}" for i, token in enumerate(self.tokens))
        if not matches:
            near = did_you_mean(text, self.tokens)
            raise SelectionError(f"No token of the prompt is {text!r}.{near} Its tokens are: {listed}")
        raise SelectionError(
            f"{text!r} stands at positions {', '.join(map(str, matches))}. Give the position that you mean, "
            f"for example position={matches[0]}."
        )

    def __repr__(self) -> str:
        few = " ".join(isolated(printable(token)) for token in self.tokens[:24]) + " ..." * (len(self) > 24)
        return f"<Trace of {len(self)} tokens, layers 0 to {self.n_layers}: {few}>"

    def _ipython_display_(self) -> None:
        self.explorer._ipython_display_()

    def _display_(self) -> Any:
        """Return the widget that marimo displays."""
        self.explorer.hold()
        return self.explorer

    def _repr_html_(self) -> str:
        return str(self.explorer._repr_html_())


def captured(backend: Backend, store: TraceStore, key: TraceKey) -> Float[Tensor, "layer position d_model"]:
    """Run a trace's tokens in a forward pass, put the residual stream into the store, and return it.

    Args:
        backend: backend of the model, whose fingerprint must be the key's.
        store: store that takes the activations.
        key: content key with the token ids to run and the layers to keep.
    """
    (resid,) = backend.capture([key.token_ids], key.layers)
    store.put(key, resid)
    return resid


def real_layer(layer: int, n_layers: int) -> int:
    """Return a layer as a number 0..n_layers.

    Args:
        layer: layer, where negative numbers count from the last.
        n_layers: number of blocks of the model.

    Raises:
        SelectionError: if there is no such layer.

    Examples:
        >>> real_layer(-1, 6)
        6
    """
    number = integer("layer", layer, error=SelectionError)
    index = number + (n_layers + 1 if number < 0 else 0)
    if not 0 <= index <= n_layers:
        raise SelectionError(
            f"Layer {layer} does not exist: this model has layers 0 (embeddings) to {n_layers} "
            "(after the last block, before the final norm)."
        )
    return index
