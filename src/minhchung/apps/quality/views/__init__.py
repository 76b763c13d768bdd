"""Pages of the quality system."""
