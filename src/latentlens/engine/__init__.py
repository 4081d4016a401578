"""The engine: runs queries (target prompt, writes into its residual stream, readout) together and exactly."""
