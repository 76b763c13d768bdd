"""Pages of the quality management system."""
