"""What `benchmarks/peers.py` is made of; a module `with_*` runs in the environment of the peer it names."""
