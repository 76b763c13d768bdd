"""Review runs: the checks of every app run over all records of a commune; what they find becomes findings."""
