"""What a page without a kernel has of second traces: the cells of their lenses and of their differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from latentlens.errors import Cancelled, SessionClosed
from latentlens.explorer.lens import TimeLimit, blocks
from latentlens.explorer.packed import size
from latentlens.explorer.protocol import Json
from latentlens.explorer.sent import sent_page

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.display.progress import Progress

MOST_SECOND_BYTES = 500_000
"""Bytes that the pages of second traces take together, as a notebook file has them."""


def second_pages(
    seconds: Mapping[str, tuple[Trace, Trace | None]],
    read: Callable[[Json, Progress], Json],
    limit: TimeLimit,
) -> list[Json]:
    """Read the logit lens of second traces, and its difference from what each is compared with.

    The newest come first, whole where they fit and else as `brief_page` has them; those that then do not fit
    are left out, but for the newest.

    Args:
        seconds: each second trace and what it is compared with, None where there is no difference, by the
            second one's id, oldest first.
        read: function that returns a page by the arguments of the query `lens`; it raises `Cancelled` where
            the progress that it is given was cancelled before the page was read.
        limit: when to stop reading; pages that were read before are returned all the same.

    Returns:
        For each trace `{id, pages}`, oldest first.
    """
    found: list[Json] = []
    room = MOST_SECOND_BYTES
    for id, (trace, base) in reversed([*seconds.items()]):
        pages = list(_read(id, trace, base, read, limit))
        if _bytes(pages) > room:
            pages = [brief_page(page) for page in pages]
        room -= _bytes(pages)
        if room < 0 and found:
            break
        if pages:
            found.insert(0, {"id": id, "pages": pages})
    return found


def brief_page(page: Json) -> Json:
    """Return a page with the likeliest token of each cell, and without what is measured beside it.

    Args:
        page: the page, with plain lists.
    """
    k = max(1, page["k"])
    used = dict.fromkeys(page["index"][::k])
    if "difference" in page:
        used |= dict.fromkeys(i for i in page["difference"]["index"] if i is not None)
    place = {old: new for new, old in enumerate(used)}
    brief = {
        **page,
        "k": min(1, page["k"]),
        "words": [page["words"][i] for i in used],
        "index": [place[i] for i in page["index"][::k]],
        "probs": page["probs"][::k],
    }
    if difference := page.get("difference"):
        index = [None if i is None else place[i] for i in difference["index"]]
        brief["difference"] = {**difference, "index": index, "entropy": [], "surprisal": [], "distance": []}
    return brief


def _read(
    id: str, trace: Trace, base: Trace | None, read: Callable[[Json, Progress], Json], limit: TimeLimit
) -> Iterator[Json]:
    for more, at in (({"difference": True}, base), ({}, trace)):
        if at is None:
            continue
        for layers, start, stop in blocks(at):
            if limit.over:
                limit.progress.cancel()
            args = {"trace": id, "layers": layers, "start": start, "stop": stop, **more}
            try:
                yield read(args, limit.progress)
            except (Cancelled, SessionClosed):  # of another model's session: what was read before stays
                continue


def _bytes(pages: list[Json]) -> int:
    return sum(size(sent_page(page)) for page in pages)
