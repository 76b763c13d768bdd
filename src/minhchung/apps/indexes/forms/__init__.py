"""Forms of the criteria pages, the criteria sets and the scoring rounds."""
