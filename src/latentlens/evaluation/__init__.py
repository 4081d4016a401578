"""Evaluate answers with known truth: cases, grading, calibration, reliability."""
