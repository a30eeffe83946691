"""A line that silence adopted before an officer's file first saw the case: the line before it is known from its request."""

from __future__ import annotations

from pathlib import Path

from plugin.casefile.case_file import CaseFile
from plugin.domain.adoption import Adoption
from plugin.domain.boundary_change import ChangeKind
from plugin.domain.boundary_version import BoundaryOrigin
from plugin.domain.settlement import Settled
from plugin.reports.adopted_unseen import adopted_unseen
from tests.unit.backoffice.agreement_bench import OFFICER, Agreement, grounds
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.test_agreement import ADOPTING, settled, silent


def seen_by_another(agreement: Agreement, folder: Path) -> None:
    """The same case in the new file of an officer who has never seen it."""
    agreement.file.close()
    agreement.file = CaseFile.open(folder / "another.redline", clock=agreement.clock, identity=OFFICER)
    agreement.pull()
    uuid = agreement.file.find(agreement.officer.reference)
    assert uuid is not None
    agreement.uuid = uuid


def test_an_enlargement_that_silence_adopted_before_the_case_was_seen_gives_way_to_the_line_that_its_request_tells_of(
    begin: Begin, tmp_path: Path
) -> None:
    agreement = begin(office=ADOPTING)
    agreement.asked()
    silent(agreement)
    seen_by_another(agreement, tmp_path)
    assert agreement.in_force == 1

    agreement.refresh()

    case = agreement.case
    adopted, before = case.boundary_versions
    assert (agreement.in_force, before.origin, adopted.uuid) == (2, BoundaryOrigin.RECEIVED, case.shown_version_uuid)
    assert before.boundary.geometry.area < adopted.boundary.geometry.area
    assert before.reason == "the red line before a request to the applicant, as that request tells it"
    assert adopted_unseen(case) == ""
    (judged,) = case.judged_requests
    assert (judged.verdict.adoption, judged.change) == (Adoption.WAIT, ChangeKind.ENLARGEMENT)
    agreement.refresh()
    agreement.pull()
    assert (agreement.in_force, len(agreement.case.boundary_versions)) == (2, 2)

    agreement.file.accept_line(agreement.uuid, judged.uuid, "Rung up: they agree.")
    assert (agreement.in_force, settled(agreement)) == (1, [(Settled.ACCEPTED, 1)])


def test_a_reduction_that_silence_adopted_before_the_case_was_seen_stays_in_force(begin: Begin, tmp_path: Path) -> None:
    agreement = begin(office=ADOPTING)
    agreement.asked(agreement.smaller(), grounds(certificate=None))
    silent(agreement)
    seen_by_another(agreement, tmp_path)

    agreement.refresh()

    assert agreement.in_force == 1
    assert adopted_unseen(agreement.case) == ""
