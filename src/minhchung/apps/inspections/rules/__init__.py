"""Pure rules of inspections: stages, independence, coverage, days. They know no Django."""
