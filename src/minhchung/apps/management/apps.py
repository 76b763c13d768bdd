"""The quality system around its documents: registers of one shape, clauses and what proves them, management reviews."""

from django.apps import AppConfig


class ManagementConfig(AppConfig):
    name = "minhchung.apps.management"
    label = "management"
    verbose_name = "Hệ thống quản lý chất lượng"
