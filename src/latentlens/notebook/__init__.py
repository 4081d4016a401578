"""Which notebook cell is running, the ledger of what it ran, its views, and the magics."""
