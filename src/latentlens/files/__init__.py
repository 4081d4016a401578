"""File formats: files replaced atomically, JSON and safetensors with a checksum, dataclasses from JSON."""
