"""Makes the answer to an enquiry of what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...boundary.place.grid_reference import grid_reference
from ...domain.check import Severity
from ...domain.dataset import Snapshot
from ...domain.enquiry import Bearing, Enquiry
from ...domain.finding import DatasetResult
from ...domain.plain_figures import area_words
from ..plain_text import plain_text
from ..wording import data_words, moment_words
from .answer import EnquiryAnswer
from .answer_history import answer_history
from .answer_rows import STATES, AnswerGroup, LookedAt
from .answer_sentences import attributions, data_sentence, nothing_applies, standing_sentences, summary_sentence
from .numbered_rows import NumberedRows
from .placed_history import PlaceHistory

if TYPE_CHECKING:
    from ...constraints.catalogue import Catalogue
    from ...constraints.profile import Profile

SAMPLE = "SAMPLE: a fictional place with generated data, not for any decision"
_NO_HISTORY = PlaceHistory()


def enquiry_answer(
    enquiry: Enquiry,
    snapshots: Mapping[str, Snapshot],
    catalogue: Catalogue,
    profile: Profile,
    officer: str = "",
    history: PlaceHistory = _NO_HISTORY,
) -> EnquiryAnswer:
    """Everything that can be said, in words; ``snapshots`` by dataset as the store gives them. No clock is asked here.

    Without a ``history`` the answer says that earlier applications were not looked for.
    """
    place = enquiry.place
    rows = NumberedRows(catalogue.with_local(snapshots).dataset, snapshots)
    unsure = "it only touches the edge" if place.plot is not None else "too close to the edge to tell"
    applies, may_apply, around = (
        AnswerGroup(code, heading, more, rows.of(enquiry.of(bearing), enquiry.findings), none)
        for bearing, code, heading, more, none in (
            (Bearing.APPLIES, "applies", "Applies here", "more applying here", nothing_applies(enquiry)),
            (Bearing.MAY_APPLY, "may_apply", f"May apply here: {unsure}", "more that may apply", ""),
            (Bearing.NEAR, "near", f"Near, within {enquiry.near_m:g} m", "more near", ""),
        )
    )
    not_yet, ended = (
        AnswerGroup(code, heading, f"more {apart}", rows.of(found, found, apart))
        for found, code, heading, apart in (
            (enquiry.not_yet, "not_yet", "Not yet in force", "not yet in force"),
            (enquiry.ended, "ended", "Ended, no longer in force", "ended"),
        )
    )
    looked_at = tuple(_looked_at(result, snapshots.get(result.dataset)) for result in enquiry.datasets)
    authority = plain_text(profile.authority_name or enquiry.authority)
    return EnquiryAnswer(
        title=f"Planning constraints at {plain_text(place.words)}",
        sample=SAMPLE if profile.sample else "",
        authority=authority,
        place=plain_text(place.words),
        how=plain_text(place.how),
        facts=_facts(enquiry),
        summary=summary_sentence(applies, may_apply, around, looked_at),
        warnings=tuple(plain_text(check.message) for check in enquiry.checks if check.severity is not Severity.INFORMATION),
        cautions=(
            *(plain_text(caution) for caution in enquiry.cautions),
            *(plain_text(check.message) for check in enquiry.checks if check.severity is Severity.INFORMATION),
        ),
        applies=applies,
        may_apply=may_apply,
        near=around,
        not_yet=not_yet,
        ended=ended,
        history=answer_history(history, enquiry.near_m, plot=place.plot is not None),
        looked_at=looked_at,
        data=data_sentence(enquiry, snapshots),
        standing=standing_sentences(authority, enquiry),
        asked=moment_words(enquiry.asked_at),
        officer=plain_text(officer),
        attributions=attributions(enquiry, snapshots),
        east=place.east,
        north=place.north,
        within_m=0.0 if place.is_coarse else place.within_m,
        near_m=enquiry.near_m,
        plot=place.plot,
    )


def _facts(enquiry: Enquiry) -> tuple[tuple[str, str], ...]:
    place = enquiry.place
    reference = grid_reference(place.east, place.north)
    facts = [("Easting and northing", place.coordinates), ("Grid reference", reference)]
    if place.plot is not None:
        facts.insert(0, ("Looked at", f"a site of {area_words(place.plot.area)}, not a point"))
    return tuple((label, value) for label, value in facts if value)


def _looked_at(result: DatasetResult, snapshot: Snapshot | None) -> LookedAt:
    return LookedAt(
        dataset=result.dataset,
        name=plain_text(result.name) or result.dataset,
        state=STATES[result.state],
        why=plain_text(result.why).rstrip("."),
        data=data_words(snapshot) if snapshot is not None else "",
        whole=result.fully_checked and not result.unplaced,
    )
