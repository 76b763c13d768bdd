"""What the text of a registered publication decision says; read for the page and again inside the act."""

from minhchung.apps.documents.models import Document
from minhchung.apps.procedures.rules.decisions import Decided, read_decision


def decided(document: Document) -> Decided:
    """Its lines, from the file where there is one."""
    text = document.file.blob.text if document.file is not None else ""
    return read_decision(text or document.text)
