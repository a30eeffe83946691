"""How a value is written, kind by kind: what is refused, what is put up with, and what can be mended without changing what it says."""

from __future__ import annotations

import pytest

from plugin.constraints.standard.standard import standard_for
from plugin.constraints.standard.value_checks import check_value

from .tables import TODAY


def found(dataset: str, field: str, text: str) -> list[tuple[str, str]]:
    """The codes of what is wrong, each with what may stand in its place."""
    (kind,) = (each for each in standard_for(dataset, TODAY).fields if each.name == field)
    return [(issue.code, issue.fix.after if issue.fix else "") for issue in check_value(7, kind, text, TODAY)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2021-04-03", []),
        ("2021-04", []),
        ("2021", []),
        ("03/04/2021", [("date-unreadable", "2021-04-03")]),
        ("2021-04-03T00:00:00", [("date-unreadable", "2021-04-03")]),
        ("TBA", [("date-unreadable", "")]),
        ("2021-13-01", [("date-unreadable", "")]),
        ("31/02/2021", [("date-unreadable", "")]),
        ("1066-10-14", [("date-far", "")]),
        ("2196-05-31", [("date-far", "")]),
        (" 2021-04-03", [("spaces-around", "2021-04-03")]),
    ],
)
def test_a_date_is_written_from_the_year_to_the_day(text: str, wrong: list[tuple[str, str]]) -> None:
    assert found("conservation-area", "designation-date", text) == wrong


def test_the_day_of_the_last_change_is_not_yet_to_come() -> None:
    assert found("conservation-area", "entry-date", "2026-11-28") == [("entry-date-ahead", "")]
    assert found("conservation-area", "entry-date", "2026-11-27") == []
    assert found("conservation-area", "start-date", "2027-01-01") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("https://example.gov.uk/ca#old-town", []),
        ("http://example.gov.uk/ca.pdf", []),
        ("www.example.gov.uk/ca", [("url-invalid", "https://www.example.gov.uk/ca")]),
        ("see the website", [("url-invalid", "")]),
        ("javascript:alert(1)", [("url-invalid", "")]),
        ("https://", [("url-invalid", "")]),
        ("https://[", [("url-invalid", "")]),
        (r"G:\Plans\ca.pdf", [("url-invalid", "")]),
    ],
)
def test_an_address_is_one_of_the_web(text: str, wrong: list[tuple[str, str]]) -> None:
    assert found("conservation-area", "document-url", text) == wrong


def test_a_code_is_one_of_its_register_in_its_own_letters() -> None:
    assert found("tree-preservation-zone", "tree-preservation-zone-type", "area") == []
    assert found("tree-preservation-zone", "tree-preservation-zone-type", "Woodland") == [("code-unknown", "woodland")]
    assert found("tree-preservation-zone", "tree-preservation-zone-type", "Hedgerow Notice") == [("code-unknown", "")]


def test_rights_are_listed_with_semicolons_and_one_that_ended_is_only_told() -> None:
    assert found("article-4-direction-area", "permitted-development-rights", "1A;1C;3MA") == []
    assert found("article-4-direction-area", "permitted-development-rights", "1a; 3MA") == [("code-unknown", "1A;3MA")]
    assert found("article-4-direction-area", "permitted-development-rights", "3J") == [("code-ended", "")]
    assert found("article-4-direction-area", "permitted-development-rights", "1A,1C") == [("code-unknown", "")]


def test_numbers_of_properties_and_of_the_list_have_their_digits() -> None:
    assert found("tree", "uprn", "200003487654") == []
    assert found("tree", "uprn", "flat 3") == [("uprn-invalid", "")]
    assert found("listed-building-outline", "uprns", "1, 2,x") == [("uprn-invalid", "")]
    assert found("listed-building-outline", "listed-building", "1234567") == []
    assert found("listed-building-outline", "listed-building", "471250") == [("list-entry-invalid", "")]


def test_an_organisation_is_nobody_or_a_name_with_its_register() -> None:
    assert found("tree", "organisation", "local-authority:SWK") == []
    assert found("tree", "organisation", "Southwark Council") == [("organisation-invalid", "")]
