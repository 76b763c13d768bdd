"""Meetings: agenda, attendance, minutes, conclusions that become work; the weekly briefing."""
