"""Inspections and internal audits: one engine for whoever looks into the units' work."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "minhchung.apps.inspections"
    label = "inspections"
    verbose_name = "Kiểm tra, đánh giá nội bộ"
