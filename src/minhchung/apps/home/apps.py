"""First screens: what is late, what is owed, what costs points; search."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "minhchung.apps.home"
    label = "home"
    verbose_name = "Hôm nay"
