"""What comes back: an answer, and answers over a grid or over scales."""
