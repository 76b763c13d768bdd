"""Scoring rounds: from what a unit gives itself to the published points. `models` stores, `stages` tells who is next, `sheets` prints."""
