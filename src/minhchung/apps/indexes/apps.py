"""Criteria with required evidence and points."""

from django.apps import AppConfig


class IndexesConfig(AppConfig):
    name = "minhchung.apps.indexes"
    label = "indexes"
    verbose_name = "Bộ chỉ số"
