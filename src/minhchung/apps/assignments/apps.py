"""Assignment, duty, occurrence, product; proposals of the reader, extensions, reminders, the register."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "minhchung.apps.assignments"
    label = "assignments"
    verbose_name = "Nhiệm vụ"
