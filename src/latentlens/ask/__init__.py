"""One question: its selection, conditions, run, outcome, answers and sweeps."""
