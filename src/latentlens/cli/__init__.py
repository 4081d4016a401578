"""The command line: `latentlens tour`, `ask`, `world report`, `reproduce` and `doctor`."""
