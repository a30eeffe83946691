"""The head of the audit trail is deposited with each synchronisation, so that a trail that was shortened or changed shows."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
import requests

from plugin.backoffice.known_capabilities import ask_capabilities
from plugin.backoffice.sealing import seal_trail
from plugin.casefile.case_file import CaseFile
from plugin.casefile.trail.audit_check import check_audit
from tests.unit.backoffice.agreement_bench import OFFICER, Agreement, FaultyAdapter
from tests.unit.backoffice.casework_bench import recommend
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.test_officer_api import PLAIN


def seal(agreement: Agreement, role: str = "officer") -> str:
    client = agreement.client(role)
    try:
        ask_capabilities(client, agreement.file, agreement.clock)
        return seal_trail(client, agreement.file, agreement.clock)
    finally:
        client.close()


def theirs(agreement: Agreement) -> dict[str, object]:
    told: dict[str, object] = agreement.officer.ask(f"/api/v2/audit_trails/{agreement.file.trail_name()}").json()
    return told


def reopened(agreement: Agreement, change: Callable[[sqlite3.Connection], None] | None = None) -> None:
    """The file, closed, changed behind Redline's back, and opened again."""
    path = agreement.file.path
    agreement.file.close()
    if change is not None:
        with closing(sqlite3.connect(path)) as connection:
            for name in ("audit_is_not_changed", "audit_is_not_shortened", "audit_goes_on"):
                connection.execute(f"DROP TRIGGER {name}")
            change(connection)
            connection.commit()
    agreement.file = CaseFile.open(path, clock=agreement.clock, identity=OFFICER)


def test_the_head_is_deposited_and_kept_here(agreement: Agreement) -> None:
    assert seal(agreement) == ""

    sealed = agreement.file.last_seal()
    assert sealed is not None
    assert (sealed.sequence, sealed.sha256) == agreement.file.audit_head()
    assert (theirs(agreement)["sequence"], theirs(agreement)["sha256"]) == (sealed.sequence, sealed.sha256)
    assert theirs(agreement)["deposited_by"] == "Amina Yusuf"
    assert check_audit(agreement.file.path).sealed == sealed


def test_a_seal_is_no_entry_so_that_the_same_head_is_not_deposited_twice(agreement: Agreement) -> None:
    seal(agreement)
    before = agreement.file.audit_head()
    orders: list[str] = []
    agreement.adapter = FaultyAdapter(lambda request: orders.append(str(request.method)) if request.method != "GET" else None)
    assert seal(agreement) == ""

    assert agreement.file.audit_head() == before
    assert orders == []


def test_a_trail_that_was_shortened_is_said_once_although_the_file_itself_holds(agreement: Agreement) -> None:
    seal(agreement)
    recommend(agreement)
    agreement.send()
    seal(agreement)
    last = agreement.file.audit_head()[0]

    def shorten(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM audit WHERE sequence > ?", (last - 1,))
        connection.execute("DELETE FROM anchor WHERE sequence > ?", (last - 1,))
        connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'audit'", (last - 1,))

    reopened(agreement, shorten)
    assert agreement.file.verify_audit() == []
    said = seal(agreement)

    assert f"the back office has the seal of entry {last}, deposited on 18 November 2026 by Amina Yusuf" in said
    assert seal(agreement) == ""
    assert agreement.file.last_seal() is not None


def test_a_file_that_was_put_back_from_a_copy_is_said_and_goes_on_under_another_name(agreement: Agreement) -> None:
    seal(agreement)
    copy = agreement.file.copy_aside("pull")
    name = agreement.file.trail_name()
    recommend(agreement)
    agreement.send()
    seal(agreement)
    agreement.file.close()
    shutil.copy(copy, agreement.file.path)
    reopened(agreement)

    assert "Was the file put back from a copy?" in seal(agreement)
    assert agreement.file.trail_name() != name
    assert seal(agreement) == ""
    assert theirs(agreement)["sequence"] == agreement.file.audit_head()[0]


def test_a_trail_that_was_changed_behind_the_file_does_not_match_what_was_deposited(agreement: Agreement) -> None:
    seal(agreement)
    sealed = agreement.file.last_seal()
    assert sealed is not None
    reopened(agreement, lambda connection: connection.execute("UPDATE audit SET sha256 = 'x' WHERE sequence = ?", (sealed.sequence,)))

    found = check_audit(agreement.file.path)
    assert any("is not the one that was deposited with http" in each for each in found.breaks)


def test_plain_bops_is_asked_for_no_seal(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    assert seal(agreement) == ""
    assert agreement.file.last_seal() is None


@pytest.mark.parametrize(("fault", "said"), [(requests.ConnectionError("gone"), ""), (500, "The audit trail was not sealed: ")])
def test_what_is_out_of_reach_is_sealed_the_next_time_and_a_failure_is_said(
    agreement: Agreement, fault: int | Exception, said: str
) -> None:
    seal(agreement)
    recommend(agreement)
    agreement.send()
    agreement.adapter = FaultyAdapter(lambda request: fault if "audit_trails" in str(request.url) else None)
    assert seal(agreement).startswith(said)

    agreement.adapter = None
    assert seal(agreement) == ""
    assert theirs(agreement)["sequence"] == agreement.file.audit_head()[0]


def test_a_token_that_only_reads_seals_nothing(agreement: Agreement) -> None:
    assert seal(agreement, "reader") == ""
    assert agreement.file.last_seal() is None
