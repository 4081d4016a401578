"""What the model itself says after a prompt: its reply to a chat, or how it goes on with a text."""
