"""Communes, units with aliases and dates, bodies, people, dated appointments, roles, handover."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "minhchung.apps.organisations"
    label = "organisations"
    verbose_name = "Tổ chức"
