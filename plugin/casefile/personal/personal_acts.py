"""The acts on what is personal in a case file: it is erased, or given out to whom it is about, or left out of what is given out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..casework.photographs import erase_photographs, photographs_folder
from ..file.transaction import sentences
from ..trail import erasure
from ..writer import CaseFileWriter
from . import exports
from .exports import Released
from .purge import PurgeReport, purge
from .subject import subject_of

if TYPE_CHECKING:
    from ...boundary.transformer import Transformer
    from ...reports.printed_page import PrintPage


class PersonalActs(CaseFileWriter):
    """Part of CaseFile, which says what an act is."""

    def erase(self, application_uuid: str, why: str) -> None:
        """Erase what is personal in one case, its photographs too; the audit trail keeps its chain. Copies made before: see ``purge``.

        CaseFileError names photographs that could not be deleted; all else is erased then.
        """
        with self._act() as act:
            names = erasure.erase(act, application_uuid, why)
        erase_photographs(photographs_folder(self.path), names)

    def purge(self, application_uuids: Sequence[str], why: str) -> PurgeReport:
        """The same for several cases, one act a case, and then in every copy, in the log and in what lies half written beside the file."""
        return purge(self, self._connection, application_uuids, why)

    def export_redacted(self, application_uuid: str, path: Path, transformer: Transformer, print_page: PrintPage | None = None) -> Released:
        """Write one case without personal data into a zip, for a request for information; the trail says that it was. CaseFileError."""
        with sentences(self.path):
            written = exports.export_redacted(self._connection, application_uuid, path, transformer, self.clock, print_page)
        with self._act() as act:
            act.trail.add(application_uuid, "exported without personal data", "application", application_uuid)
        return written

    def export_subject(self, words: Sequence[str], path: Path, transformer: Transformer, print_page: PrintPage | None = None) -> Released:
        """Write everything about one person (names, e-mail and postal addresses, telephone numbers) into a zip; CaseFileError.

        The trail of each case that holds something says so, and not who asked.
        """
        with sentences(self.path):
            written = exports.export_subject(self._connection, self.path, subject_of(words), path, transformer, self.clock, print_page)
        with self._act() as act:
            for uuid in written.cases:
                act.trail.add(uuid, "exported for the person whom it is about", "application", uuid)
        return written
