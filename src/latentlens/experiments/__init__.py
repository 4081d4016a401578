"""The experiments of the papers, and what the teaching models can do: measured where the truth is known."""
