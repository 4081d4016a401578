"""Mappings f from source to target residual stream: identity, affine, projection, rescaling; saved files."""
