"""Ask a reader a question: sources, conditions, runs, answers, sweeps and lens grids."""
