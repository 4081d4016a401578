"""The support table: small random models of every causal family, tried in every way latentlens uses one."""
