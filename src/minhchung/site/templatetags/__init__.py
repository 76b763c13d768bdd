"""Template tags of the site: Vietnamese words and numbers."""
