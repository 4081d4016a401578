"""What users hand in: numbers, texts, lists, paths and functions, checked; and how errors show it."""
