"""The Constraint layers window, beside the map: what the store has, a refresh, its review and the way back, and the other pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from ...constraints.local_layers.local_choice import LocalChoice
from ...domain.clock import Clock
from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ...reports.refresh_words import not_taken
from ..case_list.cases_desk import CasesDesk
from ..environment.store_place import StorePlace
from ..network.credentials import why_locked
from ..settings import Settings, StoredSettings
from ..tasks.accept_task import AcceptTask
from ..tasks.other_generation_task import OtherGenerationTask
from ..tasks.refresh_task import RefreshTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from ..tasks.window_cases import WindowCases
from .layers_page import LayersPage, since
from .local_layers_desk import LocalLayersDesk
from .log_page import LogPage
from .readiness_page import ReadinessPage
from .reports_page import ReportsPage
from .review_page import ReviewPage
from .standard_page import StandardPage
from .surroundings import Surroundings
from .team_push import TeamPush
from .window_page import WindowPage

if TYPE_CHECKING:
    from ...casefile.screened.coming_into_use import CameIntoUse
    from ...casefile.screened.refreshing import Review
    from ..environment.store_in_use import StoreInUse
    from ..tasks.store_task import StoreTask

_NO_FOLDER = "Redline's options name no folder for the constraint store. Name one there first."
_ASKING = "Asking the team's database ..."
_NO_AUTHORITY = "Say whose data is wanted: the authority's name, its reference or its code."
_NOT_DECLARED = "What is ticked is declared no more, so nobody knows where it comes from. Remove it, or add it again."
_NOT_TURNED = "Stopped. The store uses what it used."
_NO_DATASET = "No dataset is ticked, so there is nothing to fetch."


class ConstraintLayersDialog(QDialog):
    """One per window; ``moved`` says that another generation is in use."""

    moved = pyqtSignal()

    def __init__(self, stored: StoredSettings, clock: Clock, desk: CasesDesk, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = stored
        self._clock = clock
        self._desk = desk
        self._shrinking: set[str] = set()
        self._left = ""
        self.review: Review | None = None
        self.task: RefreshTask | None = None
        self.turning: OtherGenerationTask | None = None
        self.setWindowTitle("Constraint layers")
        self.resize(980, 580)
        self.around = Surroundings(stored, clock, desk, canvas)
        self.layers, self.changes = LayersPage(), ReviewPage(canvas)
        refreshing = QWidget()
        self.pages = QStackedLayout(refreshing)
        self.pages.addWidget(self.layers)
        self.pages.addWidget(self.changes)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Pages of constraint layers")
        self.tabs.addTab(refreshing, "Layers")
        self._in_sight: WindowPage | None = None
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs)
        self.layers.refresh_wanted.connect(self.refresh)
        self.layers.stop_wanted.connect(self.stop)
        self.layers.review_wanted.connect(self._show_review)
        self.layers.put_back_wanted.connect(self.put_back)
        self.layers.newer_wanted.connect(self.take_newer)
        self.layers.may_shrink.connect(self._let_shrink)
        self.own = LocalLayersDesk(self.around, self._read_own, self.layers.say, self)
        self.layers.own.add_wanted.connect(self.own.add)
        self.layers.own.edit_wanted.connect(self.own.edit)
        self.layers.own.remove_wanted.connect(lambda slug: self.own.remove(slug, self._names.get(slug, str(slug))))
        self.changes.accepted.connect(self.accept_review)
        self.changes.left.connect(self._show_layers)
        self.tabs.currentChanged.connect(lambda _index: self._turn())
        self.moved.connect(self._turn)
        self.add_page(ReportsPage(self.around), "Reports")
        self.standard = StandardPage(self.around)
        self.add_page(self.standard, "Standard")
        self.readiness = ReadinessPage(self.around)
        self.readiness.check_wanted.connect(self._check_standard)
        self.add_page(self.readiness, "Readiness")
        self._asking: StoreTask | None = None
        self.team = TeamPush(stored, clock, self.layers, self)
        self.show_store()
        self.log = LogPage(self.around, self._names)
        self.add_page(self.log, "Log")

    def add_page(self, page: WindowPage, title: str) -> None:
        """Puts a page behind those that are there. It is told when it comes into sight and when it leaves; it may change its title."""
        self.tabs.addTab(page, title)
        page.titled.connect(lambda words: self.tabs.setTabText(self.tabs.indexOf(page), plain_text(words)))

    @property
    def added(self) -> list[WindowPage]:
        """The pages behind "Layers", in their order."""
        return [page for page in map(self.tabs.widget, range(self.tabs.count())) if isinstance(page, WindowPage)]

    def show_store(self) -> None:
        """Reads what is in use."""
        from ...constraints.catalogue import Catalogue
        from ...constraints.store.generations import earlier_generations, has_store
        from ...constraints.store.local_store import LocalStore

        settings = self._stored.load()
        place = settings.store_place()
        stop_task(self._asking)
        self._asking = None
        if not place.is_folder:
            self._names = {each.slug: each.name for each in Catalogue.load().datasets}
            self._ask(place)
            return
        declared = self.own.declared()
        generation, authority, snapshots, older = "", settings.platform_authority, {}, 0
        try:
            if settings.store and has_store(Path(settings.store)):
                with LocalStore(Path(settings.store)) as store:
                    generation, snapshots = store.generation, dict(store.snapshots())
                    authority = authority or store.authority_name()
                older = len(earlier_generations(Path(settings.store), generation))
        except RedlineError as error:
            self.layers.say(str(error))
        catalogue = Catalogue.load().with_local(snapshots)
        own = {slug: layer.name for slug, layer in declared.items()}
        self._names = {**{each.slug: each.name for each in catalogue.datasets}, **own}
        offered = {each.slug: each.name for each in catalogue.constraints}
        local = {slug: self._names.get(slug, slug) for slug in snapshots}
        self.layers.show_own(declared)
        self.layers.show_store(generation, authority, snapshots, {**local, **own, **offered}, older)

    def _ask(self, place: StorePlace) -> None:
        """A team's database is asked beside the window, anew each time that the window is shown."""
        from ..tasks.store_task import StoreTask

        locked = why_locked(place.authcfg)
        self.layers.show_database(place.words, locked or _ASKING, {}, {})
        if locked:
            return
        task = StoreTask(place)
        task.came.connect(partial(self._database_came, task, place))
        self._asking = task
        start_task(task)

    def _database_came(self, task: StoreTask, place: StorePlace, store: StoreInUse | None, problem: str) -> None:
        if task is not self._asking:
            return
        self._asking = None
        from ...constraints.catalogue import Catalogue

        snapshots = store.snapshots() if store is not None else {}
        self._names = {each.slug: each.name for each in Catalogue.load().with_local(snapshots).datasets}
        head = since(store.generation, store.authority) if store is not None else problem
        self.layers.show_database(place.words, head, snapshots, self._names)

    def refresh(self, authority: str) -> None:
        """Fetches beside the window; nothing that is in use changes."""
        settings, wanted = self._stored.load(), self.layers.wanted
        fetched = [slug for slug in wanted if slug not in self.layers.own_layers]
        lacking = _NO_FOLDER if not settings.store else _NO_DATASET if not wanted else _NO_AUTHORITY if fetched and not authority else ""
        if lacking:
            self.layers.say(lacking)
            return
        if fetched and authority != settings.platform_authority:
            settings = replace(settings, platform_authority=authority)
            self._stored.save(settings)
        local = self.own.choice(wanted)
        if local is not None and not fetched and not local.layers:
            self.layers.say(_NOT_DECLARED)
        elif local is not None:
            self._start(settings, authority if fetched else "", fetched, local)

    def _read_own(self, local: LocalChoice) -> None:
        self._start(self._stored.load(), "", (), local)

    def _start(self, settings: Settings, authority: str, datasets: Sequence[str], local: LocalChoice) -> None:
        from ...constraints.platform.refresh_request import RefreshRequest

        self._drop_review()
        files = self.layers.filesBox.isChecked()
        request = RefreshRequest(Path(settings.store), authority, tuple(datasets), frozenset(self._shrinking), from_files=files)
        self.task = RefreshTask(request, local, self._cases(settings))
        self.task.came.connect(self._came)
        self.task.reviewed.connect(self._reviewed)
        self.task.failed.connect(self._failed)
        self.task.heard.connect(self.log.hear)
        self.layers.show_working(True, "Asking the platform…" if authority else "Reading…")
        start_task(self.task)

    def stop(self) -> None:
        """What was fetched is kept for the next time."""
        stop_task(self.task)
        stop_task(self.turning)
        self.layers.say("Stopping…")

    def accept_review(self) -> None:
        """Puts what came into use beside the window, and lets the cases that it touches show as changed."""
        if self.review is None:
            return
        review, self.review = self.review, None
        task = AcceptTask(review, self._cases(self._stored.load()))
        task.accepted.connect(partial(self._accepted, review))
        task.failed.connect(partial(self._not_accepted, review))
        self.changes.setEnabled(False)
        start_task(task)

    def _accepted(self, review: Review) -> None:
        self.changes.setEnabled(True)
        self._show_layers()
        self.show_store()
        refused = {each.dataset: each for each in review.refreshed.datasets if each.sentence}
        self.layers.show_outcomes(refused, reviewable=False)
        self.layers.show_newer(False)
        self.layers.say(f"In use.{_as_changed(len(review.touched))} Every case is screened again by it; the one before can be put back.")
        self._desk.show_again()
        self.moved.emit()

    def _not_accepted(self, review: Review, sentence: str) -> None:
        self.review = review
        self.changes.setEnabled(True)
        self.changes.say(sentence)

    def put_back(self) -> None:
        """The generation before the one in use comes back, and the cases that this touches show as changed."""
        self._bring("")

    def take_newer(self) -> None:
        """What was put back is left again for the newer one."""
        self._bring(self._left)

    def _bring(self, newer: str) -> None:
        self.turning = OtherGenerationTask(self._cases(self._stored.load()), newer)
        self.turning.came.connect(partial(self._brought, newer))
        self.turning.failed.connect(lambda sentence: self.layers.show_working(False, sentence or _NOT_TURNED))
        self.layers.show_working(True, "Comparing it with what is in use…")
        start_task(self.turning)

    def _brought(self, newer: str, came: CameIntoUse) -> None:
        self._left = "" if newer else came.was
        # It was made against what was in use
        self._drop_review()
        self.show_store()
        unread = "" if came.compared else " What was in use can't be read, so no case was told."
        words = "The newer one is in use again." if newer else "Put back."
        self.layers.show_working(False, f"{words}{_as_changed(len(came.touched))}{unread} Every case is screened again by it.")
        self.layers.show_newer(bool(self._left) and came.compared)
        self._desk.show_again()
        self.moved.emit()

    def _drop_review(self) -> None:
        self.review = None
        self.layers.show_reviewable(False)

    def _cases(self, settings: Settings) -> WindowCases:
        return WindowCases(settings, self._desk.file, self._clock, self._desk.identity(settings))

    def _check_standard(self, slug: str, name: str) -> None:
        self.tabs.setCurrentWidget(self.standard)
        self.standard.check_dataset(slug, name, self.own.declared().get(slug))

    def close_for_good(self) -> None:
        """Ends what runs."""
        stop_task(self.task)
        stop_task(self.turning)
        stop_task(self._asking)
        self.team.stop()
        self.own.close_for_good()
        self._leave()
        for page in self.added:
            page.close_for_good()
        self.changes.map.let_go()
        self.close()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        if not self._stored.load().store_place().is_folder:
            self.show_store()
        for page in self.added:
            page.count_again()
        self._turn()

    def hideEvent(self, event: object) -> None:
        self._leave()
        super().hideEvent(event)

    def _leave(self) -> None:
        page, self._in_sight = self._in_sight, None
        if page is not None:
            page.leave()

    def _turn(self) -> None:
        page = self.tabs.currentWidget()
        if self._in_sight is not page:
            self._leave()
        self._in_sight = page if isinstance(page, WindowPage) and self.isVisible() else None
        if self._in_sight is not None:
            self._in_sight.show_again()

    def _came(self, dataset: str, done: int, total: int) -> None:
        self.layers.show_came(f"{self._names.get(dataset, dataset)}: {done:,} of {total:,} records", done, total)

    def _reviewed(self, review: Review) -> None:
        self.review = review if review.refreshed.generation else None
        outcomes = {each.dataset: each for each in review.refreshed.datasets}
        refused = [each for each in outcomes.values() if each.sentence]
        if review.refreshed.generation:
            words = "Fetched and built; not in use until you have looked at it and accepted it."
        else:
            words = "Nothing is new: the store stays as it was."
        if refused:
            one = len(refused) == 1
            kept = f"{'was' if one else 'were'} not taken; the store keeps what it has of {'it' if one else 'them'}."
            words += f" {counted(len(refused), 'dataset')} of {len(outcomes)} {kept}"
        # What is true of several is not read once a row
        alike = [told.sentence for told in not_taken(refused, lambda slug: self._names.get(slug, slug)) if len(told.datasets) > 1]
        words = " ".join([words, *alike])
        self.show_store()
        self.layers.show_working(False, words)
        self.layers.show_outcomes(outcomes, reviewable=self.review is not None)
        if self.own.ended(refused[0].sentence if refused else "") and self.review is not None:
            self._show_review()

    def _failed(self, sentence: str) -> None:
        self.layers.show_working(False, sentence or "Stopped. What was fetched is kept, and the next refresh goes on from there.")
        self.own.ended(sentence)

    def _let_shrink(self, dataset: str) -> None:
        self._shrinking.add(dataset)
        self.refresh(self.layers.authorityEdit.text().strip())

    def _show_review(self) -> None:
        if self.review is not None:
            self.changes.show_review(self.review, self._names)
            self.pages.setCurrentWidget(self.changes)

    def _show_layers(self) -> None:
        self.changes.map.let_go()
        self.pages.setCurrentWidget(self.layers)


def _as_changed(touched: int) -> str:
    return f" {counted(touched, 'case')} {'shows' if touched == 1 else 'show'} as changed." if touched else ""
