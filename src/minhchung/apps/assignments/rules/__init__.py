"""What decides about assignments, as pure functions on plain values: no database, no clock (DESIGN 5, 6)."""
