"""The one engine: every reader describes queries, and this plans and runs them, exactly and together."""
