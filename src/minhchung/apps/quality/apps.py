"""Controlled documents of the quality system: immutable versions, approval, distribution, read logs, the published scope."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "minhchung.apps.quality"
    label = "quality"
    verbose_name = "Tài liệu ISO"
