"""Write the support table: a page for people, and the same as JSON."""

from __future__ import annotations

import collections
import dataclasses
import json
import pathlib
from typing import Any

from support.trial import REFUSED, SUPPORTED, WAYS, WRONG, Outcome, Verdict

_HEAD = """# Which models are served

Every family that transformers {transformers} maps to a causal language model, tried with small random models
by `make support` (TransformerLens {transformer_lens}, torch {torch}). Each configuration is built twice.
latentlens opens one; the other is run by plain transformers, one row at a time, with plain hooks and no
cache, and says what is right. *SUPPORTED* means that every answer differs by less than 10⁻⁴ of the largest
logit; *REFUSED* that latentlens says so when the model is opened, or when that way of use is asked of it,
with the reason given here. A third verdict, *WRONG*, is for answers that differ; {wrong}.

| way of use | what is compared |
|---|---|
| trace | the residual stream at every layer and position |
| ask | next-token logits with a vector written at several layers, alone |
| sweep | the same at every layer, four positions, all at once; the sweep's own verification |
| generate | greedy answers after patching the prompt once, against patching anew at every step |
| options | log-probabilities of every token of several options |
| lens | every layer and position through final norm and unembedding, soft-capping included |
| remedy | answers with the placeholder overwritten or hidden below the target layer, which may not show |
| knock-out | answers with attention cut in one block, in two and in all |

**{supported} of {families} families are served**, in {configurations} configurations that were tried. In
prompts and answers of some twenty tokens windows are crossed, rotary scalings switch, and experts are chosen;
what a checkpoint's own size, dtype or device adds is
[checked when it is opened](architecture.md#what-is-checked-when-a-model-is-opened). The same as data:
[support.json](support.json).
"""


def page(outcomes: list[Outcome], versions: dict[str, str]) -> str:
    """Return the Markdown page."""
    served = {o.family for o in outcomes if o.verdict == SUPPORTED}
    wrong = [o for o in outcomes if o.verdict == WRONG]
    head = _HEAD.format(
        **versions,
        supported=len(served),
        families=len({o.family for o in outcomes}),
        configurations=sum(o.verdict == SUPPORTED for o in outcomes),
        wrong="there is none" if not wrong else f"there are {len(wrong)}",
    )
    parts = [head]
    for verdict, title in ((WRONG, "Wrong"), (SUPPORTED, "Served"), (REFUSED, "Refused")):
        rows = [_row(o) for o in outcomes if o.verdict == verdict]
        if rows:
            table = [
                "| family | class | configuration | tried | verdict | reason |",
                "|---|---|---|---|---|---|",
            ]
            parts.append("\n".join([f"## {title}\n", *table, *rows, ""]))
    return "\n".join(parts)


def _row(outcome: Outcome) -> str:
    by_reason: dict[tuple[str, str], list[str]] = collections.defaultdict(list)
    for name, way in outcome.ways.items():
        by_reason[way.verdict, way.reason].append(name)
    fine = by_reason.pop((SUPPORTED, ""), [])
    tried = "all" if len(fine) == len(WAYS) else ", ".join(fine) or "opening"
    reasons = [
        _cell(reason if len(names) == len(WAYS) else f"{', '.join(names)} {verdict}: {reason}")
        for (verdict, reason), names in by_reason.items()
    ]
    name = _cell(outcome.name or "defaults")
    cells = [outcome.family, f"`{outcome.made}`", name, tried, outcome.verdict, "<br>".join(reasons)]
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def save(outcomes: list[Outcome], path: pathlib.Path) -> None:
    """Write outcomes as JSON; if every way has the same verdict it is written once, under "all"."""
    path.write_text(json.dumps([_plain(o) for o in outcomes], indent=1) + "\n", encoding="utf-8")


def _plain(outcome: Outcome) -> dict[str, Any]:
    ways = {
        name: {**dataclasses.asdict(way), "error": float(f"{way.error:.2g}")}
        for name, way in outcome.ways.items()
    }
    first = next(iter(ways.values()))
    same = all(way == first for way in ways.values())
    return {**dataclasses.asdict(outcome), "ways": {"all": first} if same else ways}


def load(path: pathlib.Path) -> list[Outcome]:
    """Read what `save` wrote; empty if there is no file."""
    if not path.exists():
        return []
    read: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [Outcome(o["family"], o["name"], o["made"], _ways(o["ways"])) for o in read]


def _ways(read: dict[str, Any]) -> dict[str, Verdict]:
    same = read.get("all")
    return {way: Verdict(**(same or read[way])) for way in WAYS}
