"""Findings: what was found wrong and what is done about it."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "minhchung.apps.findings"
    label = "findings"
    verbose_name = "Tồn tại, hạn chế"
