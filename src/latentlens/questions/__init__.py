"""What is asked, and of what: questions, their sources, and the queries of a cell and of its controls."""
