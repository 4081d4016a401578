"""Steering: vectors or a LoRA of the model, learnt from the gradient of what a decoder says of it."""
