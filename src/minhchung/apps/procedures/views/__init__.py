"""The pages of the catalogue of procedures."""
