"""A matrix product is the same by either library, whatever the number of rows."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from latentlens.model import matrix_product
from latentlens.model.matrix_product import filled, onednn_is_faster, product
from latentlens.model.processor import Processor
from libraries import choose_library


@pytest.mark.parametrize("rows", [1, 63, 64, 65, 200])
def test_both_libraries_agree(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without a bias, of rows filled beforehand or not, and of a transposed matrix."""
    random = torch.Generator().manual_seed(0)
    x, weight = torch.randn(rows, 24, generator=random), torch.randn(40, 24, generator=random)
    bias, above = torch.randn(40, generator=random), torch.randn(rows, 40, generator=random)
    choose_library(monkeypatch, onednn=True)
    exact = x.double() @ weight.double().t()
    torch.testing.assert_close(product(x, weight), exact.float(), rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(product(x, weight, bias), (exact + bias).float(), rtol=1e-5, atol=1e-5)
    expected = (above.double() @ weight.double()).float()
    torch.testing.assert_close(product(above, weight.t()), expected, rtol=1e-5, atol=1e-5)
    assert torch.equal(product(x, weight), product(filled(x), weight)[:rows])
    assert torch.equal(product(x, weight), product(x, weight)), "the same bits again"
    choose_library(monkeypatch, onednn=False)
    assert filled(x) is x
    assert torch.equal(functional.linear(x, weight, bias), product(x, weight, bias))


def test_other_numbers_take_the_usual_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """float64 is multiplied in float64, and a small product as ever, whatever is faster here."""
    choose_library(monkeypatch, onednn=True)
    x, weight = torch.rand(3, 4, dtype=torch.float64), torch.rand(5, 4, dtype=torch.float64)
    assert filled(x) is x
    assert torch.equal(functional.linear(x, weight), product(x, weight))
    monkeypatch.setattr(matrix_product, "_LEAST", 2**21)
    one, matrix = torch.rand(3, 4), torch.rand(5, 4)
    assert torch.equal(functional.linear(one, matrix), product(one, matrix))


@pytest.mark.parametrize(
    ("name", "uses", "expected"),
    [
        ("AMD EPYC", "AVX512", True),
        ("AMD EPYC", "AVX2", False),
        ("Intel(R) Xeon(R) Gold 6338", "AVX512", False),
        ("Neoverse-N1", "DEFAULT", False),
    ],
)
def test_who_is_served_by_onednn(
    name: str, uses: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AMD's processors with AVX-512, for which MKL has no such code."""
    if not torch.backends.mkl.is_available() or not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        pytest.skip("this torch has only one of the libraries")
    monkeypatch.setattr(matrix_product, "processor", lambda: Processor(name, (), uses))
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: uses)
    assert expected == onednn_is_faster.__wrapped__()
