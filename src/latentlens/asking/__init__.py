"""Ask: run the queries of a question and of its controls together, and make them into answers."""
