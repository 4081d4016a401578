"""What the package tells people to install."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BY_NAME = re.compile(r"pip3? (?:install|download)\b(?![^`\n]*--no-index)[^`\n]*[\s\"']latentlens\b")
"""An install line that asks the package index for the name latentlens."""


def test_nobody_is_told_to_install_another_project() -> None:
    """No text asks the package index for latentlens by name: another project has that name there."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    for folder, ends in (("docs", ".md"), ("notebooks", ".md"), ("notebooks", ".ipynb"), ("src", ".py")):
        pages += (ROOT / folder).rglob(f"*{ends}")

    told = [
        f"{page.relative_to(ROOT)}: {line.strip()}"
        for page in pages
        for line in page.read_text("utf-8").splitlines()
        if BY_NAME.search(line) and f"Not `{'pip install latentlens'}`" not in line
    ]

    assert [] == told
