"""What trained decoders read: tasks with known answers, and everything that a decoder is compared with."""
