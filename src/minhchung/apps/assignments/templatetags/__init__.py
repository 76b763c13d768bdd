"""Template tags of the assignments app."""
