"""Which notebook cell holds which trace, and the table of what is held."""

from __future__ import annotations

import doctest
import gc
import importlib
import pathlib
import tempfile
import types
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cached_tensors import LIMITED, key, tensor
from latentlens.activations.spill import trace_path
from latentlens.activations.store import TraceStore
from latentlens.notebook.cell import CellId
from latentlens.notebook.ledger import CellLedger

ROOM = (
    *("activations.disk", "activations.key", "activations.memory", "activations.sizes", "activations.spill"),
    *("activations.store", "notebook.cell", "notebook.ledger", "notebook.ledger_table"),
)


class TestLedger:
    """A cell holds what its last run to the end touched."""

    def setup_method(self) -> None:
        """Give each test a store, a ledger and two cells."""
        self.store = TraceStore()
        self.ledger = CellLedger(self.store)
        self.a, self.b = CellId("a", "[1]"), CellId("b", "[2]")

    def run(self, cell: CellId, *numbers: int, ok: bool = True, ledger: CellLedger | None = None) -> int:
        """Run a cell of prompts and return how many were computed."""
        ledger = ledger or self.ledger
        ledger.begin(cell)
        computed = sum(self.trace(cell, number, ledger) for number in numbers)
        ledger.end(cell, ok=ok)
        return computed

    def trace(self, cell: CellId, number: int, ledger: CellLedger | None = None) -> bool:
        """Do what a session's run does, and return whether it computed."""
        ledger = ledger or self.ledger
        hit = ledger._store.get(key(number)) is not None
        if not hit:
            ledger._store.put(key(number), tensor(number))
        ledger.record(cell, key(number), f"prompt {number}", 2, hit=hit)
        return not hit

    def places(self, *numbers: int, store: TraceStore | None = None) -> list[str]:
        """Return where each trace lives."""
        return [(store or self.store).location(key(number)) for number in numbers]

    def test_an_unchanged_cell_makes_only_hits(self) -> None:
        """The second run computes nothing, and the table counts its hits."""
        assert [2, 0, 0] == [self.run(self.a, 0, 1) for _ in range(3)]
        assert 4 == self.ledger.rows()[0].hits

    def test_a_changed_cell_lets_go_of_what_only_it_held(self) -> None:
        """After the changed run, the old trace is gone, the kept one and the new one are there."""
        self.run(self.a, 0, 1)
        self.run(self.a, 1, 2)

        assert ["dropped", "memory", "memory"] == self.places(0, 1, 2)
        assert (key(1), key(2)) == self.ledger.keys(self.a)

    def test_what_another_cell_holds_stays(self) -> None:
        """A trace goes with its last holder."""
        self.run(self.a, 0)
        self.run(self.b, 0)
        self.run(self.a, 1)
        assert ["memory", "memory"] == self.places(0, 1)
        assert (self.b,) == self.ledger.holders(key(0))

        self.run(self.b, 1)
        assert ["dropped", "memory"] == self.places(0, 1)

    def test_nothing_is_let_go_before_the_end(self) -> None:
        """While the changed cell runs, its old traces are still there to be hit."""
        self.run(self.a, 0)
        self.ledger.begin(self.a)
        self.trace(self.a, 1)
        assert ["memory", "memory"] == self.places(0, 1)

        self.ledger.end(self.a, ok=True)
        assert ["dropped", "memory"] == self.places(0, 1)

    def test_a_run_that_failed_drops_nothing_and_the_next_good_one_does(self) -> None:
        """A failed or interrupted run adds; the next run to the end decides."""
        self.run(self.a, 0, 1)
        self.run(self.a, 2, ok=False)
        assert ["memory"] * 3 == self.places(0, 1, 2)

        self.run(self.a, 1)
        assert ["dropped", "memory", "dropped"] == self.places(0, 1, 2)

    def test_an_interrupted_cell_without_an_end_drops_nothing(self) -> None:
        """A run whose end was never heard counts as failed."""
        self.run(self.a, 0)
        self.ledger.begin(self.a)
        self.run(self.a, 0)

        assert ["memory"] == self.places(0)

    def test_a_cell_that_runs_nothing_any_more_lets_go_of_everything(self) -> None:
        """Its row leaves the table."""
        self.run(self.a, 0, 1)
        self.run(self.a)

        assert ["dropped", "dropped"] == self.places(0, 1)
        assert [] == self.ledger.rows()

    def test_code_outside_cells_holds_for_good(self) -> None:
        """The pseudo-cell of scripts never begins or ends."""
        script = CellId("script", "script")
        self.trace(script, 0)
        self.ledger.end(script, ok=True)
        self.run(self.a, 0)
        self.run(self.a, 1)

        assert ["memory", "memory"] == self.places(0, 1)

    def test_work_after_the_cells_end_survives_one_more_run(self) -> None:
        """A thread that a cell started may touch its traces after the cell's next end, and still hits."""
        self.run(self.a)
        assert self.trace(self.a, 0)
        for _ in range(3):
            self.run(self.a)
            assert not self.trace(self.a, 0)

        self.run(self.a)
        self.run(self.a)
        assert ["dropped"] == self.places(0)

    def test_a_new_label_is_not_a_new_cell(self) -> None:
        """The table shows the label of the latest run."""
        self.run(self.a, 0)
        self.run(CellId("a", "[7]"), 0)

        assert ["[7]"] == [row.cell.label for row in self.ledger.rows()]

    def test_the_file_goes_with_its_last_holder(self, tmp_path: pathlib.Path) -> None:
        """What this session wrote and lets go leaves the disk as well."""
        store = TraceStore(cache_dir=tmp_path)
        ledger = CellLedger(store)
        self.run(self.a, 0, ledger=ledger)
        self.run(self.a, 1, ledger=ledger)

        assert [trace_path(tmp_path, key(1))] == list(tmp_path.iterdir())

    def test_a_file_that_was_found_is_not_deleted(self, tmp_path: pathlib.Path) -> None:
        """What lay in the directory before may be another notebook's, and stays."""
        TraceStore(cache_dir=tmp_path).put(key(0), tensor(0))
        store = TraceStore(cache_dir=tmp_path)
        ledger = CellLedger(store)
        assert 0 == self.run(self.a, 0, ledger=ledger)
        self.run(self.a, 1, ledger=ledger)

        assert ["disk", "memory"] == self.places(0, 1, store=store)

    def test_sessions_of_one_process_do_not_delete_each_others_files(self, tmp_path: pathlib.Path) -> None:
        """A file stays while any other live session on the same directory holds its trace."""
        stores = [TraceStore(cache_dir=tmp_path) for _ in range(2)]
        ledgers = [CellLedger(store) for store in stores]
        for ledger in ledgers:
            self.run(self.a, 0, ledger=ledger)
        self.run(self.a, 1, ledger=ledgers[0])
        assert ["disk"] == self.places(0, store=stores[0])

        del ledgers[1], ledger
        gc.collect()
        self.run(self.a, 0, ledger=ledgers[0])
        self.run(self.a, 1, ledger=ledgers[0])
        assert not trace_path(tmp_path, key(0)).exists()

    @LIMITED
    @given(
        runs=st.lists(
            st.tuples(st.sampled_from("ab"), st.lists(st.integers(0, 4), max_size=4), st.booleans()),
            max_size=12,
        )
    )
    def test_exactly_what_is_held_is_kept(self, runs: list[tuple[str, list[int], bool]]) -> None:
        """After any sequence of runs, a trace is in memory exactly when a cell holds it."""
        self.setup_method()
        held: dict[str, set[int]] = {"a": set(), "b": set()}
        for name, numbers, ok in runs:
            self.run(CellId(name, name), *numbers, ok=ok)
            held[name] = set(numbers) if ok else held[name] | set(numbers)

            everything = held["a"] | held["b"]
            assert everything == {n for n in range(5) if self.store.location(key(n)) == "memory"}
            for cell in held:
                assert {key(n) for n in held[cell]} == set(self.ledger.keys(CellId(cell, cell)))


class TestTable:
    """The ledger shows itself, as text and as HTML."""

    def fill(self, store: TraceStore, *prompts: str | None) -> CellLedger:
        """Return a ledger with one cell of prompts."""
        ledger, cell = CellLedger(store), CellId("id<1>", "[1]")
        ledger.begin(cell)
        for number, prompt in enumerate(prompts):
            store.put(key(number), tensor(number))
            ledger.record(cell, key(number), prompt, 3)
        ledger.end(cell, ok=True)
        return ledger

    def test_the_text_is_an_aligned_table(self) -> None:
        """One row for each cell: cell, prompts, tokens, bytes, hits, lives."""
        ledger = self.fill(TraceStore(), "Rome is", None)

        assert repr(ledger).splitlines() == [
            "cell  prompts                tokens  bytes  hits  lives",
            "[1]   Rome is | (token ids)       6  128 B     0  memory",
        ]

    def test_where_traces_live_is_counted_when_they_differ(self, tmp_path: pathlib.Path) -> None:
        """Memory, disk and dropped are told apart."""
        assert "1 memory, 2 disk" in repr(
            self.fill(TraceStore(memory_budget=64, cache_dir=tmp_path), "a", "b", "c")
        )
        assert "1 memory, 2 dropped" in repr(self.fill(TraceStore(memory_budget=64), "a", "b", "c"))

    def test_long_and_many_prompts_are_shortened(self) -> None:
        """The row stays one line, and the HTML's title has every prompt whole."""
        ledger = self.fill(TraceStore(), "word " * 40, "two\nlines", "c", "d", "e")

        line = repr(ledger).splitlines()[1]
        assert "…" in line
        assert "two⏎lines | c | +2 more" in line
        assert "word " * 40 in ledger._repr_html_()

    def test_html_escapes_everything_and_loads_nothing(self) -> None:
        """Prompts, labels and paths are text; there is no script, style sheet, link or colour."""
        nasty = "<img src=x onerror=alert(1)>\"'&</td><script>"
        html = self.fill(TraceStore(cache_dir=tempfile.gettempdir() + "/a<b>"), nasty)._repr_html_()
        seen = _Tags()
        seen.feed(html)

        assert {"table", "caption", "code", "thead", "tbody", "tr", "th", "td"} == seen.tags
        assert {"class", "style", "title", "scope"} >= seen.attributes
        assert nasty in seen.text
        assert not any(word in html for word in ("http", "url(", "color:#", "rgb", "<script", "<img"))

    def test_an_empty_ledger_says_so(self) -> None:
        """Before anything ran the table is a sentence."""
        ledger = CellLedger(TraceStore())

        assert "no notebook cell holds a trace yet" == repr(ledger)
        assert "No notebook cell holds a trace yet." in ledger._repr_html_()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", ROOM)
def test_examples_in_docstrings_hold(name: str) -> None:
    """Every example of the room runs and shows what it says."""
    module: types.ModuleType = importlib.import_module(f"latentlens.{name}")

    assert 0 == doctest.testmod(module).failed
