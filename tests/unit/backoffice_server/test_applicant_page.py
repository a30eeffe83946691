"""The applicant's page: what it shows, what it takes, and what a link that opens nothing tells."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from math import cos, pi, sin
from pathlib import Path

import pytest

from scripts.backoffice import casework, intake, validation
from scripts.backoffice.silence import Effect

from .applicant_bench import ApplicantBench, letter_to, link_in, text_of
from .bench import Bench, TestClock, open_office
from .officer_bench import PARTS_AND_HOLE, OfficerBench, moved, polygon
from .submissions import SQUARE, submission

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"


@pytest.fixture
def applicant(officer: OfficerBench) -> ApplicantBench:
    return ApplicantBench(officer)


# What it shows


def test_it_says_what_would_change_in_words_and_figures(applicant: ApplicantBench) -> None:
    words = text_of(applicant.look())

    assert "Your site would be larger: some land would be added, and some taken away." in words
    assert re.search(r"Land added: 2,4\d\d m² in 2 pieces: 1,\d{3} m² on the east side, \d{3} m² on the (south-)?east side\.", words)
    assert re.search(r"Land taken away: \d{3} m², inside the site\.", words)
    assert "The proposed boundary has 2 separate parts and 1 area cut out of it." in words
    assert re.search(r"Your present boundary 7,7\d\d m²", words)


def test_it_shows_both_lines_with_every_part_and_hole_on_one_map(applicant: ApplicantBench) -> None:
    page = applicant.look().text
    (svg,) = re.findall(r'<svg class="map".*?</svg>', page)

    assert re.search(r'<path d="(M[^M]+){3}" fill="none" stroke="#d4351c"', svg)
    assert re.search(r'<path d="M[^M]+" fill="none" stroke="#0b0c0c" stroke-width="3" stroke-dasharray', svg)
    assert ">50 metres</text>" in svg


def test_it_says_what_silence_does_and_by_when(applicant: ApplicantBench) -> None:
    words = text_of(applicant.look())

    assert "Please answer by the end of Wednesday 25 November 2026" in words
    assert "If you do nothing: If you do not answer by the end of Wednesday 25 November 2026, we close this request" in words
    assert "Silence is not taken for a yes." in words


@pytest.mark.parametrize(
    ("handling", "certificate", "words"),
    [
        ("accept_as_drawn", "unchanged", "If you agree: the proposed boundary replaces your present one. If you disagree:"),
        ("reconsult", "unchanged", "Neighbours and others are then consulted again."),
        ("fresh_application", "unchanged", "your present application keeps its boundary."),
        ("reconsult", "certificate_b", "You will have to give us a new ownership certificate (B)"),
        ("reconsult", "to_be_confirmed", "You may have to give us a new ownership certificate"),
    ],
)
def test_it_says_what_a_yes_does(handling: str, certificate: str, words: str, officer: OfficerBench) -> None:
    applicant = ApplicantBench(officer, handling=handling, ownership_certificate=certificate)

    assert words in text_of(applicant.look())


def test_a_first_boundary_is_shown_as_one(bench: Bench) -> None:
    page = ApplicantBench(OfficerBench(bench, boundary=None)).look()

    assert page.status_code == 200
    assert "Your application has no boundary yet. The map shows the one that we propose." in text_of(page)


def test_a_proposal_in_another_place_says_so(officer: OfficerBench) -> None:
    words = text_of(ApplicantBench(officer, new_geojson=moved(0.02)).look())

    assert "Your site would lie somewhere else" in words
    assert re.search(r"The middle of the site would move 1\.4 km to the east\.", words)


def test_without_a_map_of_the_borough_published_sites_around_are_drawn_and_no_others(applicant: ApplicantBench) -> None:
    office = applicant.bench.office
    assert 'stroke-dasharray="3 3"' not in applicant.look().text
    for identity, east in ((2, 0.0015), (3, -0.0005)):
        intake.submit(office, submission(boundary=moved(east)))
        casework.validate(office, identity, office.clock.now())
    casework.publish(office, 2)
    page = applicant.look()

    (data,) = re.findall(r'<path d="([^"]*)" fill="none" stroke="#6f777b"', page.text)
    assert data.count("M") == 1
    assert "dotted grey lines are the sites of other published applications" in text_of(page)


def test_what_others_have_written_is_text_and_nothing_else(bench: Bench) -> None:
    officer = OfficerBench(bench)
    with bench.office.database.act() as connection:
        connection.execute("UPDATE applications SET description = ?", (HOSTILE,))
    applicant = ApplicantBench(officer, reason=HOSTILE)

    for page in (applicant.look(), applicant.send("yes", HOSTILE), applicant.send("no", HOSTILE)):
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert "alert(1)" in page.text


def test_the_page_of_a_line_of_many_corners_is_small_and_says_that_its_map_is_simplified(officer: OfficerBench) -> None:
    west, south = SQUARE["geometry"]["coordinates"][0][0][:2]
    corners = [(number * pi / 2000, 0.002 - 0.0006 * (number % 2)) for number in range(4000)]
    ring = [[west + radius * cos(angle), south + 0.6 * radius * sin(angle)] for angle, radius in corners]
    applicant = ApplicantBench(officer, new_geojson=polygon([*ring, ring[0]]), reason="x " * 2400)

    page = applicant.look()

    assert len(page.content) < 200_000
    assert "The lines have more corners than this map can show: on it they are drawn to within" in page.text
    assert "All words and figures are of the exact lines." in page.text


def test_it_is_small_and_needs_nothing_from_elsewhere(applicant: ApplicantBench) -> None:
    page = applicant.look()
    policy = page.headers["content-security-policy"]

    assert len(page.content) < 200_000
    assert not re.findall(r'(?:src|href|action)="(?!#|\?"|data:,")[^"]*"', page.text)
    assert "<script" not in page.text
    assert policy.startswith("default-src 'none';")
    for promise in ("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert promise in policy


def test_nothing_of_it_is_kept_or_passed_on(applicant: ApplicantBench) -> None:
    for page in (applicant.look(), applicant.send("yes")):
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in page.headers
        assert "noindex" in page.headers["x-robots-tag"]


def test_no_token_is_on_it(applicant: ApplicantBench) -> None:
    page = applicant.look().text
    application = casework.known(applicant.bench.office, applicant.officer.identity)

    assert not any(token in page for token in applicant.bench.office.tokens.by_role().values())
    assert application.text("change_access_id") not in page


# What it takes


def test_a_yes_brings_the_line_into_force(applicant: ApplicantBench) -> None:
    page = applicant.send("yes")

    assert page.status_code == 200
    assert "You have agreed to the change" in text_of(page)
    assert applicant.outcome == ("closed", True, None)
    assert applicant.officer.line_in_force() == PARTS_AND_HOLE


def test_a_no_with_its_reason_leaves_the_line(applicant: ApplicantBench) -> None:
    page = applicant.send("no", "The wall\r\nis ours.")

    assert "You have disagreed with the change" in text_of(page)
    assert applicant.outcome == ("closed", False, "The wall\nis ours.")
    assert applicant.officer.line_in_force() == SQUARE


@pytest.mark.parametrize(
    ("answer", "reason", "fault"),
    [
        ("", "", "Select whether you agree or disagree"),
        ("maybe", "", "Select whether you agree or disagree"),
        ("no", "", "Tell us why you disagree"),
        ("no", " \n\t ", "Tell us why you disagree"),
        ("yes", "But the wall is ours.", "You agree, and have written why you disagree"),
        ("no", "x" * 5001, "Shorten your reason to 5,000 characters or fewer"),
    ],
)
def test_what_is_no_answer_is_asked_again_with_what_was_written(answer: str, reason: str, fault: str, applicant: ApplicantBench) -> None:
    page = applicant.send(answer, reason)

    assert page.status_code == 422
    assert "<title>Error: " in page.text
    assert fault in text_of(page)
    assert reason.strip() in page.text
    assert applicant.outcome[0] == "open"


def test_an_answer_is_to_what_was_shown(applicant: ApplicantBench) -> None:
    """Another request was agreed to while the page was open: what a yes would replace is another line."""
    found = re.search(r'name="seal" value="([0-9a-f]+)"', applicant.look().text)
    assert found is not None
    second = ApplicantBench(applicant.officer, new_geojson=moved(0.0005))
    second.send("yes")
    page = applicant.send("yes", seal=found[1])

    assert page.status_code == 409
    assert "Your boundary has changed since you opened this page" in text_of(page)
    assert "Your boundary has changed since we made this proposal." in text_of(page)
    assert applicant.outcome[0] == "open"
    assert applicant.send("yes").status_code == 200


@pytest.mark.parametrize("seal", ["", "0" * 64, "é"])
def test_an_answer_without_the_seal_of_the_page_is_none(seal: str, applicant: ApplicantBench) -> None:
    assert applicant.send("yes", seal=seal).status_code == 409
    assert applicant.outcome[0] == "open"


def test_a_form_on_another_site_is_refused(applicant: ApplicantBench) -> None:
    assert applicant.send("yes", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 404
    assert applicant.outcome[0] == "open"


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"answer=yes&answer=no", b"&".join([b"a=%d" % number for number in range(40)]), b"x" * 65_000]
)
def test_a_body_that_the_page_does_not_send_is_refused(content: bytes, applicant: ApplicantBench) -> None:
    assert applicant.bench.ask(applicant.link, "POST", role=None, data=content).status_code == 404
    assert applicant.outcome[0] == "open"


def test_following_the_link_answers_nothing(applicant: ApplicantBench) -> None:
    for _ in range(3):
        assert applicant.look().status_code == 200
    assert applicant.look(f"{applicant.link}?answer=yes").status_code == 200
    assert applicant.outcome[0] == "open"


# A link that opens nothing


def refusal(applicant: ApplicantBench) -> bytes:
    """What a link that nobody was ever given is answered with."""
    page = applicant.look("/applicant/red-line/" + "A" * 43)
    assert page.status_code == 404
    return page.content


def test_a_used_link_is_refused(applicant: ApplicantBench) -> None:
    applicant.send("no", "The wall is ours.")

    assert applicant.look().content == refusal(applicant)
    assert applicant.send("yes", seal="0" * 64).content == refusal(applicant)
    assert applicant.outcome == ("closed", False, "The wall is ours.")


def test_a_link_expires_when_silence_closes_the_request(applicant: ApplicantBench, clock: TestClock) -> None:
    clock.at("2026-11-25T23:59:59")
    assert applicant.look().status_code == 200
    clock.at("2026-11-26T00:00:00")

    assert applicant.look().content == refusal(applicant)
    assert applicant.send("yes", seal="0" * 64).content == refusal(applicant)
    assert applicant.outcome == ("closed", None, None)


def test_the_link_of_a_request_that_was_taken_back_is_refused(applicant: ApplicantBench) -> None:
    applicant.officer.cancel(applicant.made)

    assert applicant.look().content == refusal(applicant)


def test_the_link_of_a_request_that_was_answered_elsewhere_is_refused(applicant: ApplicantBench) -> None:
    validation.answer(applicant.bench.office, applicant.made["id"], True)

    assert applicant.look().content == refusal(applicant)


def test_the_link_of_a_case_that_has_ended_is_refused(applicant: ApplicantBench) -> None:
    casework.happens(applicant.bench.office, applicant.officer.identity, "withdraw")

    assert applicant.look().content == refusal(applicant)


@pytest.mark.parametrize("secret", ["x", "%00", "..%2f..", "A" * 5000, "%ED%A0%80", "é"])
def test_a_wrong_link_is_refused_in_the_same_words(secret: str, applicant: ApplicantBench) -> None:
    page = applicant.look(f"/applicant/red-line/{secret}")

    assert page.status_code == 404
    assert applicant.officer.reference not in page.text
    assert "This link cannot be used" in page.text or "Page not found" in page.text


def test_a_refusal_tells_nothing_of_any_request(applicant: ApplicantBench) -> None:
    said = refusal(applicant).decode()

    for word in (applicant.officer.reference, "High Street", "HIGH STREET", "Rear extension", "The access lies outside."):
        assert word not in said


def test_one_link_opens_one_request(applicant: ApplicantBench) -> None:
    other = ApplicantBench(OfficerBench(applicant.bench), new_geojson=moved(0.0005))
    other.send("yes")

    assert applicant.look().status_code == 200
    assert applicant.outcome[0] == "open"


def test_a_link_cannot_be_read_from_the_database(applicant: ApplicantBench, tmp_path: Path) -> None:
    secret = applicant.link.rpartition("/")[2]
    applicant.bench.office.database.row("PRAGMA wal_checkpoint(TRUNCATE)")

    with sqlite3.connect(tmp_path / "office" / "backoffice.sqlite") as connection:
        dump = "\n".join(connection.iterdump())
    assert len(secret) == 43
    assert secret not in dump


def test_two_requests_have_two_links(officer: OfficerBench) -> None:
    links = {link_in(letter_to(officer.bench.office, officer.proposed(new_geojson=moved(east))["id"])) for east in (0.001, 0.002)}

    assert len(links) == 2


def test_the_link_begins_with_the_servers_own_address_whatever_name_a_client_gives(officer: OfficerBench) -> None:
    made = officer.act(
        officer.requests,
        {
            "type": "RedLineBoundaryChangeValidationRequest",
            "reason": "x",
            "specific_attributes": {
                "new_geojson": moved(0.001),
                "handling": "reconsult",
                "handling_reason": "x",
                "ownership_certificate": "unchanged",
            },
        },
        officer.boundary_tag(),
        headers={"Host": "southwark.evil.example"},
    )

    letter = letter_to(officer.bench.office, made.json()["id"]).read_text(encoding="utf-8")
    assert "evil" not in letter
    assert "\nhttp://127.0.0.1/applicant/" in letter


# As BOPS


@pytest.fixture
def bops(served: Bench, tmp_path: Path, clock: TestClock) -> Iterator[ApplicantBench]:
    office = open_office(tmp_path / "bops", clock, silence=Effect.CLOSES_AND_ADOPTS)
    with served.serving(office):
        yield ApplicantBench(OfficerBench(served))
    office.close()


def test_where_silence_is_a_yes_the_page_says_so(bops: ApplicantBench) -> None:
    words = text_of(bops.look())

    assert "Please answer before 9am on Thursday 26 November 2026" in words
    assert "your silence counts as a yes" in words


def test_a_present_line_that_crosses_itself_is_not_drawn(bench: Bench) -> None:
    bow_tie = [[-0.1, 51.5], [-0.099, 51.501], [-0.099, 51.5], [-0.1, 51.501], [-0.1, 51.5]]
    words = text_of(ApplicantBench(OfficerBench(bench, boundary=polygon(bow_tie))).look())

    assert "Your present boundary cannot be drawn: its line crosses itself, or is not complete." in words
