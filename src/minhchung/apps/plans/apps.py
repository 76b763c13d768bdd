"""The yearly plan as numbered items with what became of them; objectives with planned and actual values by month."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "minhchung.apps.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
