"""What may be decided on an application of a type, in the type's own words, and what is a resolution instead.

Source: the Acts and orders behind each type, and BOPS's own list and wording (resources/rules/decisions.csv).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.citation import Citation
from ..domain.errors import RedlineError
from ..domain.plain_lists import listed
from .rules import Rules


@dataclass(frozen=True)
class DecisionChoice:
    """One decision that a type knows: the code that is stored, and the words on the notice."""

    code: str
    words: str
    citation: Citation


def decision_choices(type_code: str, rules: Rules) -> tuple[DecisionChoice, ...]:
    """Every decision that a type knows, in order; nothing for a type that the table does not have."""
    row = rules.most_specific("decision-of-type", type_code)
    if row is None:
        return ()
    pairs = (pair.partition("=") for pair in row.value.split("|"))
    return tuple(DecisionChoice(code, words, row.citation) for code, _, words in pairs)


def resolution_choices(type_code: str, rules: Rules) -> tuple[DecisionChoice, ...]:
    """What may be resolved about a type before it is decided; none of it is a decision. Nothing for a type that the table does not have."""
    row = rules.most_specific("decision-of-type", type_code)
    known = row.details["resolutions"].split("|") if row is not None else []
    return tuple(choice for choice in _resolutions(rules) if choice.code in known)


def resolution_words(code: str, rules: Rules) -> str:
    """What a resolution is called, also where the type would not have it any more."""
    return next((choice.words for choice in _resolutions(rules) if choice.code == code), code)


def decision(code: str, type_code: str, rules: Rules) -> DecisionChoice:
    """The decision of that code, for whoever is about to send it; RedlineError for a resolution, and for what the type does not have."""
    choices = decision_choices(type_code, rules)
    for choice in choices:
        if choice.code == code:
            return choice
    resolution = next((choice for choice in _resolutions(rules) if choice.code == code), None)
    if resolution is not None:
        raise RedlineError(
            f"“{resolution.words}” is a resolution and no decision: the application stays undecided until the notice is issued. "
            "Record it as a resolution, and send the decision when the deed is done."
        )
    offered = listed([choice.words for choice in choices], "or") or "nothing that the tables know"
    raise RedlineError(f"An application of the type {type_code} can't be decided as {code!r}. It has {offered}.")


def takes_conditions(type_code: str, rules: Rules) -> bool:
    """Whether a decision of the type can bear conditions: a certificate of lawfulness can't."""
    row = rules.most_specific("decision-of-type", type_code)
    return row is not None and row.details["conditions"] == "yes"


def takes_heads_of_terms(type_code: str, rules: Rules) -> bool:
    """Whether an obligation can go with a decision of the type: a certificate says what is lawful, and a tree notice can't be granted.

    True for a type that the table does not have: nothing is known against it.
    """
    row = rules.most_specific("decision-of-type", type_code)
    return row is None or row.details["obligations"] == "yes"


def _resolutions(rules: Rules) -> list[DecisionChoice]:
    return [DecisionChoice(row.code.partition(".")[2], row.value, row.citation) for row in rules.family("resolution")]
