"""What has changed since an officer acted, one sentence for each matter."""

from __future__ import annotations

import pytest

from plugin.domain.changed_meanwhile import ChangedMeanwhile, FieldChanged, RecordsChanged
from plugin.reports.changed_meanwhile import changed_sentences


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (ChangedMeanwhile(gone=True), "The back office no longer has this case."),
        (
            ChangedMeanwhile(fields=(FieldChanged("status", "in_assessment", "withdrawn"),)),
            "The status is now “withdrawn” (it was “in assessment”).",
        ),
        (
            ChangedMeanwhile(fields=(FieldChanged("expiry_date", "2026-12-29", "2027-01-12"),)),
            "The expiry date is now 12 January 2027 (it was 29 December 2026).",
        ),
        (ChangedMeanwhile(fields=(FieldChanged("consultation_end", None, "2026-12-01"),)), "(it was empty)."),
        (
            ChangedMeanwhile(fields=(FieldChanged("address", {"text": "1 High Street"}, {"text": "2 High Street"}),)),
            "The address is now “2 High Street” (it was “1 High Street”).",
        ),
        (
            ChangedMeanwhile(fields=(FieldChanged("shown_constraints", ["Tree"], ["Listed building", "Monument"]),)),
            "now also Listed building and Monument, no longer Tree.",
        ),
        (ChangedMeanwhile(records=(RecordsChanged("representation", 2, 1, 0),)), "2 representations came, 1 representation was changed."),
        (ChangedMeanwhile(records=(RecordsChanged("validation_request", 0, 0, 2),)), "2 requests to the applicant are gone."),
        (ChangedMeanwhile(lines=(2, 3)), "The red line was changed: version 2 and version 3."),
        (ChangedMeanwhile(pieces=1), "1 piece of the assessment was written anew in the back office."),
    ],
)
def test_each_change_is_a_sentence(changed: ChangedMeanwhile, sentence: str) -> None:
    (said,) = changed_sentences(changed)
    assert sentence in said


def test_nothing_is_said_where_nothing_has_changed() -> None:
    assert not ChangedMeanwhile()
    assert changed_sentences(ChangedMeanwhile()) == ()


def test_a_long_description_is_cut_to_what_a_person_reads() -> None:
    (said,) = changed_sentences(ChangedMeanwhile(fields=(FieldChanged("description", "Shed", "word " * 100),)))
    assert said.startswith("The description is now “word word")
    assert len(said) < 230
