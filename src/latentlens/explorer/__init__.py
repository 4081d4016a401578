"""The Explorer widget's Python half: messages, requests, handlers, menu, static views."""
