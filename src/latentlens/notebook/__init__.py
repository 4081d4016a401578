"""Notebook cells: which one is running, which traces and Explorers it holds, and the worker threads."""
