"""The card that stands beside a fetched model."""

from __future__ import annotations

from latentlens.catalogue.entry import CatalogueEntry

_CARD = """# {title}

{notice}

- Licence: {licence}, {licence_url}
- Weights: those of a GGUF file, quantised as {kind} and converted to float32 by `latentlens fetch {name}`:
  every number is the one that the file's blocks stand for. So it is not quite the model as its makers
  published it, whose weights are finer.
- From: {packages}

```python
from latentlens import Session

session = Session("{name}")
```
"""


def model_card(entry: CatalogueEntry) -> str:
    """Return a fetched model's card, in Markdown.

    Args:
        entry: the model's entry in the catalogue.
    """
    return _CARD.format(
        title=entry.title,
        name=entry.name,
        notice=entry.notice,
        licence=entry.licence,
        licence_url=entry.licence_url,
        kind=entry.gguf_kind,
        packages=", ".join(f"`{package.name}=={package.version}`" for package in entry.packages),
    )
