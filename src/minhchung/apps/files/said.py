"""What a document says of itself in its head and foot."""

READ_AT_MOST = 400_000
FIELDS = ("type", "type_text", "number", "symbol", "place", "date", "issuer", "signer", "subject")


def said_by(text: str) -> dict[str, str]:
    """Type, number, symbol, date, issuer, signer and subject as the text gives them; what it does not give is absent."""
    if not text.strip():
        return {}
    from minhchung.reading import read_text  # noqa: PLC0415 - the reader and its word lists are loaded at the first upload

    head = read_text(text[:READ_AT_MOST]).document
    return {name: value for name in FIELDS if (value := getattr(head, name))}
