"""The cases that the case file has from one back office, by every name that an answer may use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from ..casefile.file.json_text import sha256
from ..domain.case import KnownCase, PulledCase

#: Everything that a case can be silent about: all but its names.
_EVERYTHING = frozenset(each.name for each in fields(PulledCase)) - {"back_office_id", "reference", "raw", "silent", "base_version"}


class KnownCases:
    """Knows, and learns while a pull goes on, which answers of which case are in the case file."""

    def __init__(self, cases: Iterable[KnownCase], *, afresh: bool) -> None:
        self._by_id: dict[str, KnownCase] = {}
        self._by_reference: dict[str, KnownCase] = {}
        self._afresh = afresh
        for case in cases:
            self._add(case)

    def __len__(self) -> int:
        return len(self._by_reference)

    def all(self) -> list[KnownCase]:
        """Every case once."""
        return list({case.uuid: case for case in (*self._by_reference.values(), *self._by_id.values())}.values())

    def find(self, back_office_id: str, reference: str) -> KnownCase | None:
        """The case of that integer id; of that reference, where the id is not known on both sides."""
        if back_office_id and back_office_id in self._by_id:
            return self._by_id[back_office_id]
        case = self._by_reference.get(reference)
        return case if case is not None and not (case.back_office_id and back_office_id) else None

    def has(self, case: PulledCase, kind: str) -> bool:
        """Whether the case file holds what this answer says, letter by letter, under this reference."""
        known = self.find(case.back_office_id, case.reference)
        if known is None or self._afresh or known.gone or (case.reference and known.reference != case.reference):
            return False
        return known.raw_sha256.get(kind) == sha256(case.raw[kind])

    def learn(self, case: PulledCase, uuid: str) -> None:
        """The case file has taken this in under that name."""
        known = self.find(case.back_office_id, case.reference)
        digests = {kind: sha256(text) for kind, text in case.raw.items()}
        self._add(
            KnownCase(
                uuid=uuid,
                back_office_id=case.back_office_id or (known.back_office_id if known else ""),
                reference=case.reference or (known.reference if known else ""),
                status=case.status or (known.status if known else ""),
                seen_at=known.seen_at if known else "",
                gone=False,
                opened=known.opened if known else False,
                original_sha256=known.original_sha256 if known else "",
                raw_sha256={**(known.raw_sha256 if known else {}), **digests},
            )
        )

    def lose(self, case: KnownCase) -> None:
        """The back office has this one no more."""
        self._add(case._replace(gone=True))

    @property
    def standing(self) -> int:
        """How many cases are here of those that the back office was last known to have."""
        return sum(not case.gone for case in self.all())

    def _add(self, case: KnownCase) -> None:
        if case.back_office_id:
            self._by_id[case.back_office_id] = case
        if case.reference:
            self._by_reference[case.reference] = case


def seen(back_office_id: str, reference: str) -> PulledCase:
    """A case of which only is told that it is there."""
    return PulledCase(back_office_id, reference, silent=_EVERYTHING)


def only(case: PulledCase, names: frozenset[str]) -> PulledCase:
    """The same case, silent about everything but these fields."""
    return replace(case, silent=_EVERYTHING - (names - case.silent))
