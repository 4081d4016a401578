"""The Explorer widget's Python half: requests, handlers, menu, views kept without a kernel."""
