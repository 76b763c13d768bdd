"""Pages of the settings: units, people, bodies, handovers, deadlines, history."""
