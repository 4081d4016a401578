"""`python -m latentlens`: the `latentlens` command, for where its script is not on the path."""

from latentlens.cli.main import app

if __name__ == "__main__":
    app()
