"""Reads of meetings. Each takes the person first: own commune only."""

from minhchung.apps.meetings.queries.scope import conclusion_for, invitation_for, item_for, meeting_for, meetings_for

__all__ = ["conclusion_for", "invitation_for", "item_for", "meeting_for", "meetings_for"]
