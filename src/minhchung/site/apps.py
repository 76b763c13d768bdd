"""The site itself: frame of every page, settings, addresses."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "minhchung.site"
    label = "minhchung_site"
