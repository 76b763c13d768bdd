"""The shape of what an inspection, an audit or a check concludes: what is good, what is wrong, what must be done and by when."""
