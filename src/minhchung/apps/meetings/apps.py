"""Meetings: what was talked about, who was there, what was concluded."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "minhchung.apps.meetings"
    label = "meetings"
    verbose_name = "Họp"
