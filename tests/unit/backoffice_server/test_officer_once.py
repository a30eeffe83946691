"""Acts of an officer are done on what was seen, and once."""

from __future__ import annotations

import uuid

import pytest

from scripts.backoffice import validation

from .officer_bench import OfficerBench, fields, keyed, moved, proposal


def test_a_proposal_over_a_line_that_has_moved_on_is_refused_with_the_present_version(officer: OfficerBench) -> None:
    seen = officer.boundary_tag()
    validation.answer(officer.bench.office, officer.proposed()["id"], True)

    answer = officer.act(officer.requests, proposal(new_geojson=moved(0.001)), seen)
    assert answer.status_code == 412
    assert fields(answer) == {"If-Match"}
    assert answer.json()["error"]["problem"] == "moved_on"
    assert "version 2" in answer.json()["error"]["detail"]
    assert answer.headers["etag"] == officer.boundary_tag() != seen


@pytest.mark.parametrize("match", [None, "*", "nonsense"])
def test_an_act_that_names_no_version_is_refused(match: str | None, officer: OfficerBench) -> None:
    answer = officer.act(officer.requests, proposal(), match)

    assert answer.status_code == 428
    assert answer.json()["error"]["problem"] == "version_missing"


def test_a_weak_tag_names_no_version_for_certain(officer: OfficerBench) -> None:
    assert officer.act(officer.requests, proposal(), "W/" + officer.boundary_tag()).status_code == 412


def test_what_has_not_changed_is_not_sent_again(officer: OfficerBench) -> None:
    made = officer.proposed()
    for path in (f"{officer.path}/boundary", f"{officer.requests}/{made['id']}", "/api/v2/officer_api", officer.requests):
        tag = officer.ask(path).headers["etag"]
        assert officer.ask(path, headers={"If-None-Match": tag}).status_code == 304


def test_an_act_that_is_sent_again_is_not_done_again_and_gives_the_first_answer(officer: OfficerBench) -> None:
    key, seen = str(uuid.uuid4()), officer.boundary_tag()
    first = officer.act(officer.requests, proposal(), seen, key)
    validation.answer(officer.bench.office, first.json()["id"], True)
    again = officer.act(officer.requests, proposal(), seen, key)

    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["idempotent-replayed"] == "true"
    assert {again.headers[name] == first.headers[name] for name in ("location", "etag")} == {True}
    assert len(officer.bench.office.requests.of_application(officer.identity)) == 1


def test_a_key_is_for_one_act(officer: OfficerBench) -> None:
    key = str(uuid.uuid4())
    officer.propose(key=key)
    answer = officer.propose(key=key, reason="Another reason.")

    assert answer.status_code == 422
    assert (answer.json()["error"]["problem"], fields(answer)) == ("key_used", {"Idempotency-Key"})


def test_what_was_refused_may_be_mended_and_sent_with_the_same_key(officer: OfficerBench) -> None:
    key = str(uuid.uuid4())

    assert officer.propose(key=key, reason="").status_code == 422
    assert officer.propose(key=key).status_code == 201


@pytest.mark.parametrize("key", ["", "two words", "x" * 256])
def test_an_act_without_a_key_is_refused(key: str, officer: OfficerBench) -> None:
    headers = {"If-Match": officer.boundary_tag(), "Idempotency-Key": key}
    answer = officer.ask(officer.requests, "POST", json={"data": proposal()}, headers=headers)

    assert answer.status_code == 400
    assert (answer.json()["error"]["problem"], fields(answer)) == ("key_missing", {"Idempotency-Key"})


def test_an_act_that_breaks_off_leaves_nothing_and_can_be_sent_again(officer: OfficerBench, monkeypatch: pytest.MonkeyPatch) -> None:
    key = str(uuid.uuid4())
    with monkeypatch.context() as patched:
        patched.setattr(type(officer.bench.office.acts), "add", lambda *_: 1 / 0)
        headers = {**keyed(officer, key), "Connection": "close"}
        broken = officer.bench.ask(officer.requests, "POST", json={"data": proposal()}, headers=headers)

    assert (broken.status_code, broken.json()["error"]["code"]) == (500, 500)
    assert officer.bench.office.requests.of_application(officer.identity) == []
    assert officer.propose(key=key).status_code == 201
