"""Models: opens, checks, tokenizes for and runs them; nothing else knows transformers and TransformerLens."""
