"""The sentences of an answer that speak of it as a whole: how much was found, from when the data is, what the answer is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...domain.dataset import Snapshot
from ...domain.enquiry import Enquiry
from ...domain.finding import DatasetState
from ...domain.plain_days import plain_day
from ...domain.plain_figures import counted
from ..plain_text import plain_text
from ..wording import day_words
from .answer_rows import AnswerGroup, LookedAt

NOTHING_CHECKED = "Nothing could be checked, so nothing can be said of any constraint here."
NO_LAYERS = "No dataset was there to look at, so nothing can be said of any constraint here."


def nothing_applies(enquiry: Enquiry) -> str:
    """What stands in place of what applies where there is none: no data never reads as no constraint."""
    if not enquiry.datasets:
        return NO_LAYERS
    none_checked = all(result.state is DatasetState.NOT_CHECKED for result in enquiry.datasets)
    return NOTHING_CHECKED if none_checked else "Nothing was found in the data that was checked."


def summary_sentence(applies: AnswerGroup, may_apply: AnswerGroup, near: AnswerGroup, looked_at: Sequence[LookedAt]) -> str:
    """How many constraints apply, may apply and are near, and how many datasets could not be checked in full."""
    unchecked = sum(not each.whole for each in looked_at)
    if not looked_at:
        return NO_LAYERS
    if unchecked == len(looked_at) and not (applies.rows or may_apply.rows or near.rows):
        return NOTHING_CHECKED
    parts = [f"{counted(len(applies.rows), 'constraint')} {'applies' if len(applies.rows) == 1 else 'apply'} here"]
    if not applies.rows:
        parts = ["No constraint was found to apply here"]
    if may_apply.rows:
        parts.append(f"{len(may_apply.rows)} may apply")
    if near.rows:
        parts.append(f"{len(near.rows)} {'is' if len(near.rows) == 1 else 'are'} near")
    total = counted(len(looked_at), "dataset")
    checked = f"{unchecked} of {total} could not be checked in full" if unchecked else f"all {total} were checked"
    if len(looked_at) == 1:
        checked = "the one dataset could not be checked in full" if unchecked else "the one dataset was checked"
    return f"{', '.join(parts)}; {checked}."


def data_sentence(enquiry: Enquiry, snapshots: Mapping[str, Snapshot]) -> str:
    """From when the data is: the first and the last day on which it was loaded, and the oldest data."""
    used = [snapshots[result.dataset] for result in enquiry.datasets if result.dataset in snapshots]
    loaded = sorted(snapshot.fetched_at for snapshot in used if snapshot.fetched_at)
    if not loaded:
        return "When the data was loaded is not known."
    first, last = day_words(loaded[0]), day_words(loaded[-1])
    sentence = f"Data loaded on {last}" if first == last else f"Data loaded between {first} and {last}"
    dated = sorted((snapshot.data_date, snapshot.dataset) for snapshot in used if snapshot.data_date)
    if dated:
        name = next((result.name for result in enquiry.datasets if result.dataset == dated[0][1]), dated[0][1])
        sentence += f"; the oldest is of {day_words(dated[0][0])} ({plain_text(name).lower()})"
    return f"{sentence}."


def standing_sentences(authority: str, enquiry: Enquiry) -> str:
    """What the answer is worth, and what to ask for where it has to be certain."""
    whose = f" of {authority}" if authority else ""
    return (
        f"This is an informal answer at officer level{whose}, read off the data named here as it stood on {plain_day(enquiry.judged_on)}. "
        "It decides nothing and binds nobody. What a designation means is said in general. Where it has to be certain, ask for "
        "pre-application advice, a lawful development certificate or a local land charges search."
    )


def attributions(enquiry: Enquiry, snapshots: Mapping[str, Snapshot]) -> tuple[str, ...]:
    """Who has to be named beside the data that was used, each once."""
    used = [snapshots[result.dataset] for result in enquiry.datasets if result.dataset in snapshots]
    pairs = [(plain_text(each.attribution), plain_text(each.licence)) for each in used]
    lines = (". ".join(part.rstrip(".") for part in pair if part) for pair in pairs)
    return tuple(dict.fromkeys(f"{line}." for line in lines if line))
