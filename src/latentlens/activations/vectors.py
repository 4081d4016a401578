"""Vectors of one's own: steering vectors, differences of activations, directions of an autoencoder."""

from __future__ import annotations

import hashlib
import html
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.activations.bound_to_session import BoundToModel
from latentlens.activations.trace import Trace, real_layer
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, MappingError, NotFinite, SelectionError
from latentlens.inputs.sequences import as_list
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text, text


class Vectors(BoundToModel):
    """Named vectors that belong to one layer of a session's model, to be asked like cells of a trace.

    They are copied and kept in float32 on the CPU: what becomes of the tensors that were given does not
    change what is asked. `vectors["name"]` is one of them.

    Args:
        backend: the model in whose residual stream they live.
        given: by name, each one vector; or one matrix with a vector a row.
        layer: 0..n_layers; negative from the last.
        names: of a matrix's rows; None for "0", "1", ...

    Raises:
        MappingError: if a vector has another width than the model.
        SelectionError: if the model has no such layer.
        NotFinite: if a vector holds NaN or infinity.
        InputError: if there is no vector, one has no direction, or a name is missing or stands for two.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> one, other = session.run("France"), session.run("Peru")
        >>> vectors = session.vectors({"France - Peru": one[2, -1] - other[2, -1]}, layer=2)
        >>> vectors.names
        ('France - Peru',)
    """

    _instead = (
        "Pickle vectors.tensor and vectors.names, and give them to session.vectors(..., layer=...) there."
    )

    def __init__(
        self,
        backend: Backend,
        given: Mapping[str, Any] | Tensor,
        *,
        layer: int,
        names: Sequence[str] | None = None,
    ) -> None:
        self.backend = backend
        self.layer = real_layer(layer, backend.n_layers)
        """The layer to which they belong."""
        rows = _named(given, names)
        _check_names(list(rows))
        self.names = tuple(map(str.__str__, rows))
        # what is stacked is copied
        self._tensor = torch.stack([_vector(f"The vector {n!r}", v, backend) for n, v in rows.items()])
        self.norms = tuple(self._tensor.norm(dim=-1).tolist())
        """The length of each."""
        self.contents = tuple(content(row) for row in self._tensor)
        """32 hexadecimal digits for each, equal for equal numbers."""

    @property
    def tensor(self) -> Float[Tensor, "vector d_model"]:
        """A copy of their numbers."""
        return self._tensor.clone()

    def row(self, number: int) -> Float[Tensor, " d_model"]:
        """Return a copy of one vector by its number, from 0."""
        return self._tensor[number].clone()

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __getitem__(self, name: str) -> Vectors:
        """Return one of them by name.

        Raises:
            SelectionError: if there is none of that name.
        """
        if not isinstance(name, str) or name not in self.names:
            raise SelectionError(f"No vector is named {shown(name)}. There are: {_listed(self.names)}.")
        row = self._tensor[self.names.index(name)]
        return Vectors(self.backend, {name: row}, layer=self.layer)

    def code(self, name: str, owner: str = "session") -> str:
        """Return the lines that make one of them again as `vectors`, its numbers in full.

        Args:
            name: which.
            owner: the name under which the lines hold the session.
        """
        owner = text("owner", owner)
        row = self[name].tensor[0].tolist()
        # nine digits give a float32 back exactly
        numbers = ", ".join(f"{x:.9g}" for x in row)
        return f"vectors = {owner}.vectors({{{name!r}: [{numbers}]}}, layer={self.layer})"

    def _repr_html_(self) -> str:
        shown = list(zip(self.names, self.norms, strict=True))[:100]
        rows = "".join(f"<tr><td>{html.escape(name)}</td><td>{norm:.3g}</td></tr>" for name, norm in shown)
        more = f", the first 100 of {len(self)}" if len(self) > 100 else ""
        head = "<thead><tr><th>vector</th><th>norm</th></tr></thead>"
        return f"<div>Vectors of layer {self.layer}{more}</div><table>{head}<tbody>{rows}</tbody></table>"

    def __repr__(self) -> str:
        norms = [f"{name!r} (norm {norm:.3g})" for name, norm in zip(self.names, self.norms, strict=True)]
        more = f" and {len(self) - 5} more" if len(self) > 5 else ""
        return f"<Vectors of layer {self.layer}: {', '.join(norms[:5])}{more}>"


class Difference(Vectors):
    """One token's state minus another's, at the same layer.

    Args:
        trace: of both tokens.
        layer: of both states, 0..n_layers; negative from the last.
        position: of the first, as a number or a token's text.
        minus: of the one that is subtracted.

    Raises:
        SelectionError: if the layer or a position does not exist.
        InputError: if the two states are the same.
        NotFinite: if one of them holds NaN or infinity.

    Examples:
        >>> from latentlens import Session
        >>> trace = Session().run("France Peru")
        >>> difference = Difference(trace, 2, "France", "Peru")
        >>> difference.names
        ('France (1) - ·Peru (2)',)
    """

    def __init__(self, trace: Trace, layer: int, position: int | str, minus: int | str) -> None:
        self._trace, self._positions = trace, (trace.position(position), trace.position(minus))
        name = difference_name(trace, *self._positions)
        one, other = (trace[layer, at] for at in self._positions)
        super().__init__(trace.backend, {name: one - other}, layer=layer)

    def code(self, name: str, owner: str = "session") -> str:
        """Return the lines that run the prompt and subtract the states again."""
        one, other = (f"trace[{self.layer}, {at}]" for at in self._positions)
        return (
            f"trace = {self._trace.code.replace('session.', f'{owner}.', 1)}\n"
            f"vectors = {owner}.vectors({{{name!r}: {one} - {other}}}, layer={self.layer})"
        )


def difference_name(trace: Trace, position: int, minus: int) -> str:
    """Return how the difference of two tokens' states is called: by the tokens, told apart by position.

    Args:
        trace: of both tokens.
        position: of the first.
        minus: of the one that is subtracted.
    """
    return " - ".join(f"{trace.tokens[at]} ({at})" for at in (position, minus))


def content(vector: Float[Tensor, " d_model"]) -> str:
    """Return 32 hexadecimal digits that change with any number of a vector.

    Args:
        vector: in float32 on the CPU.

    Examples:
        >>> content(torch.zeros(2)) == content(torch.tensor([0.0, 0.0]))
        True
    """
    return hashlib.blake2b(vector.contiguous().numpy().tobytes(), digest_size=16).hexdigest()


def _named(given: Any, names: Sequence[str] | None) -> dict[str, Any]:
    """Return what was given by name."""
    if isinstance(given, Mapping):
        if names is not None:
            raise InputError("The vectors have names already. Leave out names=..., which is for a matrix.")
        rows = dict(given)
    else:
        matrix = _numbers("The matrix of vectors", given)
        if matrix.ndim != 2:
            raise InputError(
                f"Vectors are given by name, as in {{'my direction': vector}}, or as a matrix with the shape "
                f"[vector, d_model]; got the shape {tuple(matrix.shape)}."
            )
        named = [str(i) for i in range(len(matrix))]
        if names is not None:
            named = as_list(names, "names", "names=['one', 'another']")
        if isinstance(names, str) or len(named) != len(matrix):
            raise InputError(
                f"The matrix has {len(matrix)} vectors, and names={shown(named)} was given. Give a list "
                "with one "
                "name a row."
            )
        _check_names(named)
        rows = dict(zip(named, matrix, strict=True))
    if not rows:
        raise InputError("There is no vector. Give one at least, as in {'my direction': vector}.")
    return rows


def _check_names(names: Sequence[Any]) -> None:
    for name in names:
        if not isinstance(name, str) or not name.strip():
            raise InputError(f"A vector is named by a text, such as 'my direction'; got {shown(name)}.")
        plain_text(name, "A vector's name")
    for name, times in Counter(names).items():
        if times > 1:
            raise InputError(f"The name {name!r} stands for {times} vectors. Give each a name of its own.")


def _vector(what: str, value: Any, backend: Backend) -> Float[Tensor, " d_model"]:
    """Return one vector, copied and checked."""
    vector, d_model = _numbers(what, value), backend.d_model
    if vector.ndim != 1:
        raise InputError(
            f"{what} has the shape {tuple(vector.shape)}, and a vector has one dimension. Index what you "
            "give down to [d_model], or give a matrix [vector, d_model] with names=[...]."
        )
    if len(vector) != d_model:
        raise MappingError(
            f"{what} has width {len(vector)}, and the residual stream of {backend.name} has d_model "
            f"{d_model}. Make it with the session of the model that it comes from; another session can ask "
            "it through a mapping."
        )
    if not bool(vector.isfinite().all()):
        bad = int((~vector.isfinite()).sum())
        raise NotFinite(
            f"{what} has {bad} of {d_model} numbers that are NaN or infinite in float32. Whatever it is "
            "written into would be, too; look where they come from. If from states of a float16 model, open "
            "that with dtype='bfloat16' or 'float32'."
        )
    norm = float(vector.norm())
    if not 0 < norm < float("inf"):
        raise InputError(
            f"{what} has the norm {norm} in float32: no direction can be read from it, and a random vector "
            "of that norm controls for nothing. Give another one; to see what a zero does, use the mapping "
            "Zero()."
        )
    return vector


def _numbers(what: str, value: Any) -> Tensor:
    """Return a tensor of real numbers, in float32 on the CPU."""
    try:
        tensor = value.detach() if isinstance(value, Tensor) else torch.tensor(value, device="cpu")
        if tensor.is_floating_point() and not isinstance(value, Tensor):  # in no default dtype of the user's
            tensor = torch.tensor(value, dtype=torch.float32, device="cpu")
        if tensor.is_meta:
            raise TypeError("it is on the device 'meta', where tensors have no numbers")
        if not (tensor.is_complex() or tensor.dtype == torch.bool):
            return tensor.to_dense().to("cpu", torch.float32)
    except Exception as error:  # of torch, and of an object of the user's
        raise InputError(
            f"{what} is a tensor or an array of numbers; got {type(value).__name__}: {error}."
        ) from error
    raise InputError(f"{what} holds no real numbers but {tensor.dtype}. Give a floating-point tensor.")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return f"{', '.join(map(repr, names[:10]))}{more}"
