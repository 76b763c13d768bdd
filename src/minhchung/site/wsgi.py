"""The entry point for gunicorn and waitress."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhchung.site.settings.base")
application = get_wsgi_application()

from minhchung.apps.ground import worker  # noqa: E402 - the apps are there only now

worker.start()
