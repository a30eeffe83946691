"""The back office as one thing: its settings, clock, tables and files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugin.domain.clock import Clock

from . import moments
from .base_map import BaseMap
from .letters import Letters
from .settings import Settings
from .storage.act_records import ActRecords
from .storage.application_records import ApplicationRecords
from .storage.audit_records import AuditRecords
from .storage.boundary_records import BoundaryRecords
from .storage.casework_records import CaseworkRecords
from .storage.change_records import ChangeRecords
from .storage.comment_records import CommentRecords
from .storage.constraint_records import ConstraintRecords
from .storage.database import Database
from .storage.document_records import DocumentRecords
from .storage.link_records import LinkRecords
from .storage.officer_records import OfficerRecords
from .storage.photograph_files import PhotographFiles
from .storage.recommendation_records import RecommendationRecords
from .storage.request_records import RequestRecords
from .storage.seal_records import SealRecords
from .storage.search_queries import SearchQueries
from .storage.token_records import TokenRecords


@dataclass(frozen=True)
class BackOffice:
    """What every act and every answer is given."""

    settings: Settings
    clock: Clock
    database: Database
    applications: ApplicationRecords
    documents: DocumentRecords
    requests: RequestRecords
    comments: CommentRecords
    tokens: TokenRecords
    searches: SearchQueries
    boundaries: BoundaryRecords
    links: LinkRecords
    acts: ActRecords
    seals: SealRecords
    changes: ChangeRecords
    audits: AuditRecords
    constraints: ConstraintRecords
    officers: OfficerRecords
    pieces: CaseworkRecords
    photographs: PhotographFiles
    recommendations: RecommendationRecords
    letters: Letters
    base_map: BaseMap

    @staticmethod
    def open(folder: Path, settings: Settings, clock: Clock) -> BackOffice:
        """The back office that is kept in ``folder``; an empty one where there is none."""
        folder.mkdir(parents=True, exist_ok=True)
        database = Database(folder / "backoffice.sqlite", lambda: moments.kept(clock.now()))
        return BackOffice(
            settings=settings,
            clock=clock,
            database=database,
            applications=ApplicationRecords(database),
            documents=DocumentRecords(database, folder / "files"),
            requests=RequestRecords(database),
            comments=CommentRecords(database),
            tokens=TokenRecords(database),
            searches=SearchQueries(database),
            boundaries=BoundaryRecords(database),
            links=LinkRecords(database),
            acts=ActRecords(database),
            seals=SealRecords(database),
            changes=ChangeRecords(database),
            audits=AuditRecords(database),
            constraints=ConstraintRecords(database),
            officers=OfficerRecords(database),
            pieces=CaseworkRecords(database),
            photographs=PhotographFiles(folder / "photographs"),
            recommendations=RecommendationRecords(database),
            letters=Letters(folder / "letters"),
            base_map=BaseMap(folder),
        )

    def now(self) -> str:
        """The moment, as it is kept."""
        return moments.kept(self.clock.now())

    def close(self) -> None:
        """Leave the file."""
        self.database.close()
