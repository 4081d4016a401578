"""Everything that is fitted: lenses, maps, relations, soft prompts; data, loops and reports."""
