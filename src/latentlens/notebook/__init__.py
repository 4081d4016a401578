"""The notebook side: which notebook cell is running, magics, and the widgets' Python halves."""
