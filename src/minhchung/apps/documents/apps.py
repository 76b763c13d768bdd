"""One register of documents: incoming, outgoing, directives, laws; relations and citations."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "minhchung.apps.documents"
    label = "documents"
    verbose_name = "Văn bản"
