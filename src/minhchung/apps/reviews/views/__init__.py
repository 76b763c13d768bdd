"""The pages of checks and their runs."""
