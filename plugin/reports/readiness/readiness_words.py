"""The readiness of a dataset in words: each cell of its row, and what to do next."""

from __future__ import annotations

from datetime import date

from ...constraints.readiness.dataset_readiness import DatasetReadiness, Fault, Freshness, StandardState
from ...constraints.standard.issue import Severity, title_of
from ...domain.dataset import Coverage
from ...domain.plain_days import plain_day
from ...domain.plain_figures import counted, share_words
from ...domain.plain_lists import listed

#: What the building of a store finds, by its stable word (docs/store.md), as people say it: one, several.
_FOUND = {
    "row": ("row that can't be read", "rows that can't be read"),
    "number": ("entity number that is none", "entity numbers that are none"),
    "date": ("date that can't be read", "dates that can't be read"),
    "geometry": ("shape that can't be read", "shapes that can't be read"),
    "no geometry": ("record without a shape", "records without a shape"),
    "coordinates": ("remark on the coordinates", "remarks on the coordinates"),
    "outside": ("remark on places outside Great Britain", "remarks on places outside Great Britain"),
    "duplicate": ("number that stands twice", "numbers that stand twice"),
}

_COVERAGES = {Coverage.FULL: "full", Coverage.NONE: "none", Coverage.UNKNOWN: "not said"}


def coverage_words(each: DatasetReadiness) -> str:
    """Where a dataset speaks, seen from the authority's own area."""
    if each.coverage is None:
        return "not in the store"
    if each.dataset.administrative:
        return "gives areas only"
    if each.coverage is Coverage.PARTIAL:
        if each.expected is Coverage.PARTIAL:
            return "partial: incomplete, by the profile"
        return "partial" if each.share is None else f"partial: {share_words(each.share)} of the area"
    return _COVERAGES[each.coverage]


def data_words(each: DatasetReadiness) -> str:
    """The day that the data is of."""
    return _day_and_age(each.age.data_on, each.age.data_days) if each.age is not None else ""


def loaded_words(each: DatasetReadiness) -> str:
    """The day on which it was loaded."""
    return _day_and_age(each.age.loaded_on, each.age.loaded_days) if each.age is not None else ""


def freshness_words(each: DatasetReadiness) -> str:
    """How its age stands to what is allowed."""
    return each.age.freshness.value if each.age is not None else ""


def state_words(state: StandardState) -> str:
    """Whether a standard is met, in a word or two."""
    return "not yet met" if state is StandardState.NOT_MET else state.value


def standard_words(each: DatasetReadiness) -> str:
    """Whether its standard is met; where it is not, how much is to be mended ("not yet met: 10 faults to mend, 3 more that should be")."""
    standing = each.standard
    words = state_words(standing.state)
    if standing.state is not StandardState.NOT_MET:
        return words
    must, should = standing.count(Severity.MUST_FIX), standing.count(Severity.SHOULD_FIX)
    if not must:
        return f"{words}: {counted(should, 'fault')} that should be mended"
    more = f", {should:,} more that should be" if should else ""
    return f"{words}: {counted(must, 'fault')} to mend{more}"


def fault_words(fault: Fault) -> str:
    """One kind of fault with its number: "11 records without a shape"."""
    if fault.severity is not None:
        return f"{_kind(fault)} ({fault.count:,})"
    one, several = _FOUND.get(fault.code, (fault.code, fault.code))
    return counted(fault.count, one, several)


def faults_words(each: DatasetReadiness) -> str:
    """What the building of the store found, by kind; "none" is only said of what was loaded."""
    if not each.in_store:
        return ""
    repaired = each.snapshot.repaired if each.snapshot is not None else 0
    told = [fault_words(fault) for fault in each.faults]
    if repaired:
        told.append(counted(repaired, "shape repaired", "shapes repaired"))
    return listed(told) or "none"


def fault_lines(each: DatasetReadiness) -> tuple[str, ...]:
    """Every kind of fault with its number and one case of it, a sentence each."""
    found = [f"{fault_words(fault)}. {fault.example}" for fault in each.faults]
    lacking = [(fault, fault.severity) for fault in each.standard.faults]
    told = [f"{severity.value.capitalize()}: {fault_words(fault)}. {fault.example}" for fault, severity in lacking if severity is not None]
    return (*found, *told)


def why_not_checked(each: DatasetReadiness | None) -> str:
    """Why a dataset can't be held to its standard line by line, in a sentence; "" where it can. None stands for no dataset."""
    if each is None:
        return "Choose a dataset in the table first."
    if each.standard.state is StandardState.NONE:
        return f"There is no national standard for {each.dataset.name}, so there is nothing to check it by."
    if each.snapshot is None:
        return f"{each.dataset.name} is not in the store. Load it under Layers, or check a layer or file of it under Standard."
    return ""


def next_step(each: DatasetReadiness) -> str:
    """The one thing to do next, as a sentence: what keeps the dataset from being relied on comes before what is only better."""
    if each.snapshot is None:
        return _get_it(each)
    return _rely_on_it(each) or _publish_it(each) or _think_of_it(each) or "Nothing to do until the next refresh."


def _get_it(each: DatasetReadiness) -> str:
    if each.expected in (Coverage.FULL, Coverage.PARTIAL):
        return "Load it: the profile says that the authority has it, and until then every site reads “not checked”."
    if each.expected is Coverage.NONE:
        return "Nothing to do: the profile says that the authority has none."
    if each.standard.state is StandardState.NOT_CHECKED:
        return "Load it if the authority publishes it; until then nothing can be said of its standard."
    return "Load it, or say in the profile whether the authority has it."


def _rely_on_it(each: DatasetReadiness) -> str:
    age, snapshot = each.age, each.snapshot
    if age is None or snapshot is None:
        return ""
    if age.freshness is Freshness.UNKNOWN:
        return "Load it again: nobody knows when it was loaded."
    if age.freshness is Freshness.DUE:
        return f"Refresh it: it was loaded {counted(age.loaded_days or 0, 'day')} ago, and {age.loaded_allowed} are allowed."
    if each.coverage is Coverage.UNKNOWN and not each.dataset.administrative:
        return "Say where it speaks (store build --coverage): until then no site is called clear of it."
    if snapshot.count == 0 and Coverage.FULL is not each.dataset.coverage and each.expected is not Coverage.NONE:
        return "Find out whether it is empty on purpose: it has no record."
    return ""


def _publish_it(each: DatasetReadiness) -> str:
    standing = each.standard
    must, should = standing.count(Severity.MUST_FIX), standing.count(Severity.SHOULD_FIX)
    if must:
        return _must_mend(each, must)
    if should:
        return f"Mend {counted(should, 'fault')} of the standard ({_most(each, Severity.SHOULD_FIX)}), then publish it anew."
    if standing.state is StandardState.NOT_CHECKED and standing.why:
        return f"Its standard could not be checked: {standing.why}"
    return ""


def _must_mend(each: DatasetReadiness, must: int) -> str:
    lacking = [fault.field for fault in each.standard.faults if fault.code == "missing-column"]
    if lacking:
        columns = f"the column{'s' if len(lacking) > 1 else ''} {listed(lacking)}"
        them = "them" if len(lacking) > 1 else "it"
        return f"Give it {columns}, or map yours: without {them} the platform does not take the file."
    faults = counted(must, "fault that must be mended", "faults that must be mended")
    return f"Mend {faults} ({_most(each, Severity.MUST_FIX)}): the platform does not take these records."


def _most(each: DatasetReadiness, severity: Severity) -> str:
    alike = [fault for fault in each.standard.faults if fault.severity is severity]
    most = max(alike, key=lambda fault: fault.count)
    return f"{'most often ' if len(alike) > 1 else ''}{_kind(most)}"


def _kind(fault: Fault) -> str:
    """What all faults of a kind have in common, as the page Standard says it: "reference, stands twice"."""
    title = title_of(fault.code)
    return f"{fault.field}, {title[0].lower()}{title[1:]}"


def _think_of_it(each: DatasetReadiness) -> str:
    age, snapshot = each.age, each.snapshot
    if snapshot is not None and snapshot.without_geometry:
        return f"Give {counted(snapshot.without_geometry, 'record')} a shape: without one they are never screened."
    if each.standard.state is StandardState.MET_AS_FAR:
        return f"Load {listed(each.standard.wanted)} too, so that references to it can be looked up."
    if age is not None and age.freshness is Freshness.QUIET and age.data_on is not None:
        return f"Ask the publisher whether it is still kept: its newest record is of {plain_day(age.data_on)}."
    if each.faults:
        return "Look at what was found when it was loaded."
    return ""


def _day_and_age(day: date | None, days: int | None) -> str:
    if day is None or days is None:
        return "not known"
    ago = "today" if days == 0 else f"{counted(days, 'day')} ago"
    return f"{plain_day(day)} ({ago})"
