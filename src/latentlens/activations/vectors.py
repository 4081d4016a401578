"""Vectors that a user brings in place of activations: steering vectors, differences, SAE directions."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.activations.bound_to_model import BoundToModel
from latentlens.activations.trace import Trace, real_layer
from latentlens.display.tables import html_table
from latentlens.engine.backend import Backend
from latentlens.errors import InputError, MappingError, NotFinite, SelectionError
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.inputs.sequences import as_list
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text, text

_MOST_LISTED = 100
"""Number of vectors that a notebook lists."""


class Vectors(BoundToModel):
    """Named vectors in the residual stream of one layer; readers can be asked about them as about sites.

    Made by `session.vectors(...)`. The vectors are copied and kept in float32 on the CPU, so later changes to
    the tensors that were given have no effect. `vectors["name"]` is a `Vectors` with that one alone.

    Args:
        backend: backend of the model whose residual stream the vectors belong to.
        vectors: dict from names to vectors [d_model], or one matrix [vector, d_model].
        layer: layer that they belong to, 0..n_layers; negative counts from the last.
        names: for a matrix, the name of each row. Default None: "0", "1", ...

    Raises:
        MappingError: if a vector's width is not the model's d_model.
        SelectionError: if the model has no such layer.
        NotFinite: if a vector contains NaN or infinity.
        InputError: if there is no vector, a vector is zero, or a name is missing or used twice.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> one, other = session.run("France"), session.run("Peru")
        >>> vectors = session.vectors({"France - Peru": one[2, -1] - other[2, -1]}, layer=2)
        >>> vectors.names
        ('France - Peru',)
    """

    _pickle_instead = (
        "Pickle vectors.tensor and vectors.names, and give them to session.vectors(..., layer=...) there."
    )

    def __init__(
        self,
        backend: Backend,
        vectors: Mapping[str, Any] | Tensor,
        *,
        layer: int,
        names: Sequence[str] | None = None,
    ) -> None:
        self.backend = backend
        self.layer = real_layer(layer, backend.n_layers)
        """Layer that the vectors belong to, 0..n_layers."""
        rows = _named(vectors, names)
        _check_names(list(rows))
        self.names = tuple(map(str.__str__, rows))
        # torch.stack copies, so the user's tensors are not shared
        self._tensor = torch.stack([_vector(f"The vector {n!r}", v, backend) for n, v in rows.items()])
        self.norms = tuple(self._tensor.norm(dim=-1).tolist())
        """L2 norm of each vector."""
        self.contents = tuple(content(row) for row in self._tensor)
        """Hash of each vector's numbers, 32 hexadecimal digits; equal for equal vectors."""

    @property
    def tensor(self) -> Float[Tensor, "vector d_model"]:
        """A copy of the vectors as one matrix, in float32."""
        return self._tensor.clone()

    def row(self, number: int) -> Float[Tensor, " d_model"]:
        """Return a copy of one vector by its index, from 0."""
        return self._tensor[number].clone()

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __getitem__(self, name: str) -> Vectors:
        """Return the vector with this name, as a `Vectors` of one.

        Raises:
            SelectionError: if no vector has this name.
        """
        if not isinstance(name, str) or name not in self.names:
            near = did_you_mean(name, self.names)
            raise SelectionError(f"No vector is named {shown(name)}.{near} There are: {_listed(self.names)}.")
        row = self._tensor[self.names.index(name)]
        return Vectors(self.backend, {name: row}, layer=self.layer)

    def code(self, name: str, owner: str = "session") -> str:
        """Return Python code that recreates one vector as `vectors`, with all its numbers written out.

        Args:
            name: name of the vector.
            owner: name of the variable that holds the session in this code. Default: "session".
        """
        owner = text("owner", owner)
        row = self[name].tensor[0].tolist()
        # nine digits give a float32 back exactly
        numbers = ", ".join(f"{x:.9g}" for x in row)
        return f"vectors = {owner}.vectors({{{name!r}: [{numbers}]}}, layer={self.layer})"

    def _repr_html_(self) -> str:
        rows = [(name, f"{norm:.3g}") for name, norm in zip(self.names, self.norms, strict=True)][
            :_MOST_LISTED
        ]
        more = f", the first {_MOST_LISTED} of {len(self)}" if len(self) > _MOST_LISTED else ""
        return str(html_table(["vector", "norm"], rows, caption=f"Vectors of layer {self.layer}{more}."))

    def __repr__(self) -> str:
        norms = [f"{name!r} (norm {norm:.3g})" for name, norm in zip(self.names, self.norms, strict=True)]
        more = f" and {len(self) - 5} more" if len(self) > 5 else ""
        return f"<Vectors of layer {self.layer}: {', '.join(norms[:5])}{more}>"


class Difference(Vectors):
    """The difference of two tokens' residual streams at the same layer, as a steering vector.

    Args:
        trace: trace that has both tokens.
        layer: layer at which they are subtracted, 0..n_layers; negative counts from the last.
        position: position of the first token, a number or its text.
        minus: position of the token that is subtracted, a number or its text.

    Raises:
        SelectionError: if the layer or a position does not exist.
        InputError: if the difference is zero.
        NotFinite: if an activation contains NaN or infinity.

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
        one, other = (trace[layer, token] for token in self._positions)
        super().__init__(trace.backend, {name: one - other}, layer=layer)

    def code(self, name: str, owner: str = "session") -> str:
        """Return Python code that runs the prompt and subtracts the two activations again."""
        one, other = (f"trace[{self.layer}, {token}]" for token in self._positions)
        return (
            f"trace = {self._trace.code.replace('session.', f'{owner}.', 1)}\n"
            f"vectors = {owner}.vectors({{{name!r}: {one} - {other}}}, layer={self.layer})"
        )


def difference_name(trace: Trace, position: int, minus: int) -> str:
    """Return the name of the difference of two tokens' activations, such as "France (1) - ·Peru (2)".

    Args:
        trace: trace that has both tokens.
        position: position of the first token, from 0.
        minus: position of the token that is subtracted, from 0.
    """
    return " - ".join(f"{trace.tokens[token]} ({token})" for token in (position, minus))


def content(vector: Float[Tensor, " d_model"]) -> str:
    """Return a hash of a vector's numbers, as 32 hexadecimal digits.

    Args:
        vector: vector in float32 on the CPU.

    Examples:
        >>> content(torch.zeros(2)) == content(torch.tensor([0.0, 0.0]))
        True
    """
    return hashlib.blake2b(vector.contiguous().numpy().tobytes(), digest_size=16).hexdigest()


def _named(vectors: Any, names: Sequence[str] | None) -> dict[str, Any]:
    """Return the given vectors, not yet checked, as a dict from names."""
    if isinstance(vectors, Mapping):
        if names is not None:
            raise InputError("The vectors have names already. Leave out names=..., which is for a matrix.")
        rows = dict(vectors)
    else:
        matrix = _numbers("The matrix of vectors", vectors)
        if matrix.ndim != 2:
            raise InputError(
                f"Vectors are given by name, as in {{'my direction': vector}}, or as a matrix with the shape "
                f"[vector, d_model]; got the shape {tuple(matrix.shape)}."
            )
        row_names = [str(i) for i in range(len(matrix))]
        if names is not None:
            row_names = as_list(names, "names", "names=['one', 'another']")
        if isinstance(names, str) or len(row_names) != len(matrix):
            raise InputError(
                f"The matrix has {len(matrix)} vectors, and names={shown(row_names)} was given. Give a list "
                "with one name for each row."
            )
        _check_names(row_names)
        rows = dict(zip(row_names, matrix, strict=True))
    if not rows:
        raise InputError("There is no vector. Give at least one, as in {'my direction': vector}.")
    return rows


def _check_names(names: Sequence[Any]) -> None:
    """Raise an error unless all names are texts, each used once."""
    for name in names:
        if not isinstance(name, str) or not name.strip():
            raise InputError(f"A vector is named by a text, such as 'my direction'; got {shown(name)}.")
        plain_text(name, "A vector's name")
    for name, times in Counter(names).items():
        if times > 1:
            raise InputError(f"The name {name!r} stands for {times} vectors. Give each vector another name.")


def _vector(what: str, value: Any, backend: Backend) -> Float[Tensor, " d_model"]:
    """Return one vector in float32 on the CPU, after checking its shape, width and norm."""
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
            f"{what} has {bad} of {d_model} numbers that are NaN or infinite in float32, and the residual "
            "stream that it is written into would be, too. Look where they come from; if from activations of "
            "a float16 model, open that with dtype='bfloat16' or 'float32'."
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
    """Return a tensor, array or list of real numbers as a float32 tensor on the CPU."""
    try:
        tensor = value.detach() if isinstance(value, Tensor) else torch.tensor(value, device="cpu")
        if tensor.is_floating_point() and not isinstance(value, Tensor):  # whatever torch's default dtype is
            tensor = torch.tensor(value, dtype=torch.float32, device="cpu")
        if tensor.is_meta:
            raise TypeError("it is on the device 'meta', where tensors have no numbers")
        if not (tensor.is_complex() or tensor.dtype == torch.bool):
            return tensor.to_dense().to("cpu", torch.float32)
    except Exception as error:  # torch, or an array-like of the user's, can raise anything
        raise InputError(
            f"{what} is a tensor or an array of numbers; got {type(value).__name__}: {error}."
        ) from error
    raise InputError(f"{what} holds no real numbers but {tensor.dtype}. Give a floating-point tensor.")


def _listed(names: Sequence[str]) -> str:
    """Return the first ten names as words for an error message."""
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return f"{', '.join(map(repr, names[:10]))}{more}"
