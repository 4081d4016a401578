"""Everything that is fitted: lenses, maps between models, relations and soft prompts."""
