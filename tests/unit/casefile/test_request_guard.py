"""Whatever is done about a request is refused where the line may only be looked at: by the stage of the case, and by the role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugin.casefile.errors import NotAsked
from plugin.casefile.requests.replying import ReplyToRecord
from plugin.domain.boundary_version import Milestone
from plugin.domain.identity import Role
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.recorded_reply import Reply
from tests.unit.boundary.drawn import TODAY
from tests.unit.casefile.examples import JO, SOURCE, Clock, opened, pulled
from tests.unit.casefile.test_asking import GEOJSON, begun, grounds
from tests.unit.casefile.test_drafts import drawn
from tests.unit.reports.test_request_standing import adopted_by_silence

GIS_TEAM = replace(JO, role=Role.GIS_TEAM)

ACTS = {
    "accept": lambda file, uuid, request: file.accept_line(uuid, request, "It looks right."),
    "keep": lambda file, uuid, request: file.keep_line(uuid, request, "It looks wrong."),
    "reply": lambda file, uuid, request: file.record_reply(uuid, request, ReplyToRecord(Reply.AGREED, "Ada", "applicant", TODAY)),
    "letter": lambda file, uuid, request: file.sent_as_letter(uuid, request, TODAY),
    "cancel": lambda file, uuid, request: file.cancel_request(uuid, request, "Drawn wrongly."),
    "again": lambda file, uuid, request: file.try_again(uuid, request),
}


@pytest.fixture
def file(tmp_path):
    with opened(tmp_path, clock=Clock()) as made:
        yield made


def stand(file, uuid):
    """The line in force, what is settled, what was sent, and the history."""
    case = file.case(uuid)
    return case.boundary.number, case.settlements, file.outbox(uuid), len(file.history(uuid))


@pytest.mark.parametrize("act", list(ACTS))
@pytest.mark.parametrize("status", ["determined", "withdrawn", "returned", "closed", "awaiting_determination", "in_committee"])
def test_nothing_is_done_about_a_request_at_a_stage_that_does_not_allow_it(file, status, act):
    uuid, request = adopted_by_silence(file)
    file.take_in([pulled(1, status=status, silent=frozenset({"site"}))], SOURCE)
    before = stand(file, uuid)

    with pytest.raises(NotAsked, match=r"Nothing was changed\. This case is") as caught:
        ACTS[act](file, uuid, request)

    assert caught.value.field == "state"
    assert stand(file, uuid) == before


@pytest.mark.parametrize("act", list(ACTS))
def test_nothing_is_done_about_a_request_without_the_role(file, tmp_path, act):
    uuid, request = adopted_by_silence(file)
    before = stand(file, uuid)

    with (
        opened(tmp_path, clock=Clock(), identity=GIS_TEAM) as theirs,
        pytest.raises(NotAsked, match="with your role"),
    ):
        ACTS[act](theirs, uuid, request)

    assert stand(file, uuid) == before


def test_the_line_as_determined_never_moves(file):
    uuid, request = adopted_by_silence(file)
    file.take_in([pulled(1, status="determined", silent=frozenset({"site"}))], SOURCE)
    file.take_in([pulled(1, status="in_assessment", silent=frozenset({"site"}))], SOURCE)

    file.accept_line(uuid, request, "The applicant's plan shows it.")

    determined = [version.number for version in file.case(uuid).boundary_versions if Milestone.DETERMINED in version.milestones]
    assert (file.case(uuid).boundary.number, determined) == (2, [1])


def test_what_waits_here_is_taken_back_at_any_stage_by_whoever_has_the_role(file, tmp_path):
    uuid = begun(file)
    _, request, outbox = file.ask_with_draft(uuid, drawn(file, uuid), grounds(), GEOJSON)
    file.take_in([pulled(1, status="determined")], SOURCE)
    with (
        opened(tmp_path, clock=Clock(), identity=GIS_TEAM) as theirs,
        pytest.raises(NotAsked, match="with your role"),
    ):
        theirs.cancel_request(uuid, request, "Drawn wrongly.")

    assert file.cancel_request(uuid, request, "The case is decided.") == ""
    assert [each.state for each in file.outbox(uuid, over=True) if each.uuid == outbox] == [OutboxState.WITHDRAWN]


def test_a_line_that_waits_for_nobody_is_not_kept_by_hand(file):
    uuid = begun(file)
    _, request, _ = file.ask_with_draft(uuid, drawn(file, uuid), grounds(), GEOJSON)

    with pytest.raises(NotAsked, match="does not wait for you"):
        file.keep_line(uuid, request, "I like the old one.")


def test_on_another_officer_s_case_the_history_says_so_of_every_act(file):
    uuid, request = adopted_by_silence(file)
    file.take_in([pulled(1, officer="Tom Other", silent=frozenset({"site"}))], SOURCE)

    file.accept_line(uuid, request, "The applicant's plan shows it.")

    (entry,) = [each for each in file.history(uuid) if each.verb == "boundary version 2 accepted by hand"]
    assert entry.after["warned"] == "This is Tom Other's case; the history says that you amend it."


def test_asking_on_another_officer_s_case_is_told_in_the_history_of_the_version_and_of_the_request(file):
    uuid = begun(file)
    file.take_in([pulled(1, officer="Tom Other")], SOURCE)
    version, request, _ = file.ask_with_draft(uuid, drawn(file, uuid), grounds(), GEOJSON)
    told = {each.record_uuid: each.after["warned"] for each in file.history(uuid) if "warned" in each.after}
    assert told == dict.fromkeys((version, request), "This is Tom Other's case; the history says that you amend it.")

    _, again, _ = file.ask_with_version(uuid, version, grounds(), GEOJSON)

    (entry,) = [each for each in file.history(uuid) if each.record_uuid == again]
    assert entry.after["warned"].startswith("This is Tom Other's case")


def test_a_proposal_on_another_officer_s_case_is_told_in_the_history(file):
    uuid = begun(file)
    file.take_in([pulled(1, officer="Tom Other")], SOURCE)
    version = file.propose(uuid, drawn(file, uuid), "The access.")

    (entry,) = [each for each in file.history(uuid) if each.verb == "proposed on another officer's case"]
    assert (entry.record_uuid, entry.after["warned"][:22]) == (version, "This is Tom Other's ca")
