"""How sure an answer is, and how sure its controls are."""
