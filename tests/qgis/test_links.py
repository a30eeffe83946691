"""Addresses and texts from outside: only plain web addresses are opened, nothing is read as markup."""

from __future__ import annotations

import pytest

from plugin.gui.rich_text import escape
from plugin.gui.site.source_links import source_links
from tests.qgis.conftest import finding

ENTITY = finding("High Street").entity


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<script>",
        "ftp://example.org/a",
        "https://",
        "https://exa mple.org/",
        "http://[",
        "\\\\server\\share",
        "",
    ],
)
def test_an_address_that_is_not_plain_web_is_never_offered(address: str) -> None:
    assert source_links(ENTITY, {"documentation-url": address}) == ()


def test_a_records_own_document_is_offered_by_its_host() -> None:
    links = source_links(ENTITY, {"documentation-url": "https://www.example.gov.uk/ca/1"})

    assert links == (("Document at www.example.gov.uk", "https://www.example.gov.uk/ca/1"),)


def test_the_platforms_page_is_offered_for_the_platforms_own_number() -> None:
    links = source_links(ENTITY, {"entity": str(ENTITY.number)})

    assert links == (("Planning Data page", f"https://www.planning.data.gov.uk/entity/{ENTITY.number}"),)


def test_a_number_that_the_store_gave_leads_nowhere() -> None:
    assert source_links(ENTITY, {"entity": "", "name": "High Street"}) == ()


def test_tags_and_quotes_are_shown_as_they_read() -> None:
    assert escape('<a href="x">&\'\n') == "&lt;a href=&quot;x&quot;&gt;&amp;&#x27;<br>"
