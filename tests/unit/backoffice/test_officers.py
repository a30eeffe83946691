"""Who a case can be given to: as the back office tells it, remembered for when it is out of reach; nobody of plain BOPS."""

from __future__ import annotations

from contextlib import closing

from plugin.backoffice.officers import ask_officers, known_officers
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.test_officer_api import PLAIN


def test_nobody_is_known_before_the_back_office_was_asked(agreement: Agreement) -> None:
    assert known_officers(agreement.file, agreement.case.source) == ()


def test_the_officers_of_the_authority_are_asked_for_and_remembered(agreement: Agreement) -> None:
    with closing(agreement.client()) as client:
        found = ask_officers(client, agreement.file)

    assert found
    assert all(each.name and each.role for each in found)
    assert known_officers(agreement.file, agreement.case.source) == found


def test_plain_bops_tells_of_nobody(begin: Begin) -> None:
    plain = begin(office=PLAIN)

    with closing(plain.client()) as client:
        assert ask_officers(client, plain.file) == ()
