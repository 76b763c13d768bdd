"""What a document says of itself in its head and foot."""

import logging

logger = logging.getLogger(__name__)

READ_AT_MOST = 400_000
FIELDS = ("type", "type_text", "number", "symbol", "place", "date", "issuer", "signer", "subject")


def said_by(text: str) -> dict[str, str]:
    """Type, number, symbol, date, issuer, signer and subject as the text gives them; what it does not give is absent."""
    if not text.strip():
        return {}
    from minhchung.reading import read_text  # noqa: PLC0415 - the reader and its word lists are loaded at the first upload

    try:
        head = read_text(text[:READ_AT_MOST]).document
    except Exception:
        logger.exception("the reader failed on the head of a text of %s characters", len(text))
        return {}
    return {name: value for name in FIELDS if (value := getattr(head, name))}
