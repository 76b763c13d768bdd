"""Rules of the quality management system: what a line of a register may say, scores, clauses, the course of a review."""
