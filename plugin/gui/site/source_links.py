"""Where a constraint can be read up: addresses that Redline builds, or the record's own if it is plain http or https."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from ...domain.finding import Entity

_ENTITY_PAGE = "https://www.planning.data.gov.uk/entity/{number}"
_RECORD_KEYS = ("documentation-url", "document-url", "documentation_url", "document_url")


def source_links(entity: Entity, attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of words and address. The platform's page is offered only for a record that bears the platform's own number."""
    links = []
    if attributes.get("entity", "").strip() == str(entity.number):
        links.append(("Planning Data page", _ENTITY_PAGE.format(number=entity.number)))
    for key in _RECORD_KEYS:
        address = attributes.get(key, "").strip()
        if _is_web_address(address):
            links.append((f"Document at {urlsplit(address).hostname}", address))
            break
    return tuple(links)


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(ord(character) <= 32 for character in address)
