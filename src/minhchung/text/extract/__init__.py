"""File → text, for every kind of file a ward receives directives in."""

from minhchung.text.extract.model import Extracted, ExtractError, MediaType, SecretDocument
from minhchung.text.extract.read import LIMIT_BYTES, extract
from minhchung.text.extract.secrecy import secrecy_stamp
from minhchung.text.extract.sniff import sniff

__all__ = ["LIMIT_BYTES", "ExtractError", "Extracted", "MediaType", "SecretDocument", "extract", "secrecy_stamp", "sniff"]
