"""Anything found wrong, whatever found it: findings, causes, corrective work with its gates, waivers, repeats."""
