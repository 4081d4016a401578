"""Target prompts that suit a real model: candidates, a choice among them on validation, a test apart."""
