"""Checks of users' arguments: numbers, texts, lists, paths and callbacks; and how errors show values."""
