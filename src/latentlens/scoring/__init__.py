"""Scoring of one answer: forced choice, agreement of samples, controls, flags."""
