"""Readers: lenses, Patchscopes and interventions, as descriptions of runs that the engine carries out."""
