"""QGIS's real window on a screen of its own, driven by a real mouse; whatever was started here is ended here, by its process id."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, final

import pytest

from tests.desktop.profiles import CHECKOUT, PROFILES

OUT = CHECKOUT / "out"
NEEDED = ("Xvfb", "openbox", "xdotool", "import", "qgis")


@final
class Desktop:
    """One QGIS, closed at the end of ``with``. ``clicks`` counts what the officer would have pressed.

    An exception that nobody caught in QGIS's Python fails the test, whatever the window showed.
    """

    def __init__(self, folder: Path, grid: Path | None = None) -> None:
        for program in NEEDED:
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed: scripts/setup brings it")
        self.folder = folder
        self.profiles = folder / "qgis"
        self.case_file = folder / "cases.redline"
        self.clicks = 0
        self._started: list[subprocess.Popen[bytes]] = []
        self._served: list[subprocess.Popen[bytes]] = []
        self._environment = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
        self._log = folder / "qgis.log"
        if grid is not None:
            home = self.profiles / "profiles" / "default" / "proj"
            home.mkdir(parents=True)
            (home / grid.name).symlink_to(grid)

    def __enter__(self) -> Desktop:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
        if kind is None:
            self._refuse_uncaught("while QGIS was open")

    def serve(self, folder: Path, *options: str) -> dict[str, Any]:
        """Starts a local back office with its data in ``folder``; gives its address and tokens."""
        command = [sys.executable, "-m", "scripts.backoffice", "--data", str(folder), "--port", "0", *options]
        process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self._environment)
        self._served.append(process)
        line = process.stdout.readline() if process.stdout is not None else b""
        if not line:
            pytest.fail("the local back office did not start")
        return dict(json.loads(line))

    def stop_serving(self) -> None:
        """Ends the local back office that was started last: from now on nobody answers there."""
        office = self._served.pop()
        office.terminate()
        office.wait(20)

    def start(
        self,
        *,
        store: Path | None = None,
        applications: Path | None = None,
        profile: Path | None = None,
        office: dict[str, Any] | None = None,
        officer: str = "",
        wait: bool = False,
        sample: Path | None = None,
        quietly: bool = False,
        platform: tuple[str, str] | None = None,
    ) -> None:
        """Opens QGIS on these applications, or on the back office of ``serve``, and returns when it first tells of itself.

        ``wait`` opens nothing at start; ``sample`` is the borough that the first steps offer. ``platform`` is where constraint
        data is fetched, and whose. ``quietly`` has the window tell less of itself and less often, which a test that measures wants.
        """
        if quietly:
            self._environment["REDLINE_QUIETLY"] = "yes"
        self._screen()
        settings = []
        if store is not None:
            settings += ["--store", str(store)]
        if sample is not None:
            settings += ["--sample", str(sample / "profile.json"), str(sample / "store")]
        if applications is not None:
            settings += ["--applications", str(applications)]
        if office is not None:
            settings += ["--officer", officer]
            self._environment["QGIS_AUTH_PASSWORD_FILE"] = str(self.profiles / "master-password")
        if platform is not None:
            settings += ["--platform", *platform]
        if wait:
            settings.append("--wait")
        if profile is not None:
            settings += ["--profile", str(profile)]
        told = None if office is None else (office["url"], office["tokens"]["officer"])
        PROFILES.put(self.profiles, settings, self.case_file, told, self._environment)
        self._environment["REDLINE_JOURNEY"] = str(self.folder)
        self._environment["REDLINE_INSIDE"] = str(Path(__file__).with_name("inside"))
        self._open()

    def _open(self) -> None:
        inside = Path(__file__).with_name("inside_qgis.py")
        with self._log.open("ab") as log:
            self._run(
                [str(CHECKOUT / "scripts" / "qgis_with_redline"), "--profiles-path", str(self.profiles), "--code", str(inside)],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.wait(lambda state: True, "QGIS to tell of itself", seconds=120)

    def crash(self) -> None:
        """QGIS is gone from one moment to the next, with nothing that it could still do."""
        qgis = self._started[-1]
        qgis.kill()
        qgis.wait(20)
        (self.folder / "state.json").unlink()

    def start_again(self) -> None:
        """Opens QGIS again after ``crash``, on the same screen, profile and case file."""
        self._open()

    def state(self) -> dict[str, Any]:
        """What the window showed a tenth of a second ago; empty before QGIS told anything."""
        path = self.folder / "state.json"
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def wait(self, holds: Callable[[dict[str, Any]], object], what: str, seconds: float = 90) -> dict[str, Any]:
        """The first state in which ``holds`` is true; fails with the state and QGIS's log after ``seconds``."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._refuse_uncaught(f"while the test waited for {what}")
            state = self.state()
            if state and holds(state):
                return state
            if self._started[-1].poll() is not None:
                pytest.fail(f"QGIS ended while the test waited for {what}.\n{self._end_of_log()}")
            time.sleep(0.05)
        self.screenshot("failure")
        return pytest.fail(f"waited {seconds} s for {what}; the window showed {json.dumps(self.state(), indent=1)}\n{self._end_of_log()}")

    def click(self, x: int, y: int) -> None:
        """A press of the left button at a point of the screen; on the map it is over when the map has had it."""
        self.drag((x, y))

    def drag(self, start: tuple[int, int], *places: tuple[int, int]) -> None:
        """The left button pressed at one point of the screen, moved over others, and let go at the last.

        On the map each of the three waits until the map has had it: a busy window would else take the mouse where it is by then.
        """
        self._drag(start, places, self._mouse_on_map(start))

    def _drag(self, start: tuple[int, int], places: Sequence[tuple[int, int]], before: dict[str, Any] | None) -> None:
        self.clicks += 1
        # xdotool waits 15 seconds for a move to where the mouse is already
        self._xdotool("mousemove", str(start[0] + 2), str(start[1] + 2))
        self._xdotool("mousemove", "--sync", str(start[0]), str(start[1]))
        self._xdotool("mousedown", "1")
        self._map_has(before, "pressed", start)
        here = start
        for x, y in places:
            if (x, y) != here:
                self._xdotool("mousemove", "--sync", str(x), str(y))
            here = (x, y)
            # The pace of a hand
            time.sleep(0.05)
        if places:
            self._map_has(before, "at", places[-1])
        self._xdotool("mouseup", "1")
        self._map_has(before, "released", places[-1] if places else start)

    def press(self, place: list[int]) -> None:
        """A press in the middle of a widget, which may lie over the map."""
        left, top, width, height = place
        self._drag((left + width // 2, top + height // 2), (), None)

    def wheel(self, place: list[int], turns: int) -> None:
        """Turns the wheel towards the officer over the middle of a widget."""
        left, top, width, height = place
        x, y = left + width // 2, top + height // 2
        # xdotool waits 15 seconds for a move to where the mouse is already
        self._xdotool("mousemove", str(x + 2), str(y + 2))
        self._xdotool("mousemove", "--sync", str(x), str(y))
        self._xdotool("click", "--repeat", str(turns), "--delay", "40", "5")

    def type(self, words: str, *, enter: bool = True) -> None:
        """What a person types over the text of the field that was pressed last, with Enter unless told."""
        self._xdotool("key", "ctrl+a")
        self._xdotool("type", "--delay", "20", words)
        if enter:
            self.key("Return")

    def key(self, name: str) -> None:
        """One key, by its name in X."""
        self._xdotool("key", name)

    def tell(self, words: str) -> None:
        """Has the script inside QGIS do something that is no part of the officer's way."""
        command = self._ask(words)
        self.wait(lambda _: not command.exists(), f"QGIS to be told {words}")

    def at_rest(self) -> dict[str, Any]:
        """The window once its map is drawn and nothing in it has moved between two tellings: what was asked of it is on the screen."""
        last: dict[str, Any] = {}

        def rests(now: dict[str, Any]) -> bool:
            nonlocal last
            if last and now["moment"] == last["moment"]:
                return False
            before, last = last, now
            return bool(before) and not now["drawing"] and not before["drawing"] and _stands(now) == _stands(before)

        return self.wait(rests, "the window to come to rest")

    def screenshot(self, name: str) -> Path:
        """The whole screen, under out/."""
        OUT.mkdir(exist_ok=True)
        path = OUT / f"desktop-{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self._environment, check=True, timeout=60)
        return path

    def stop(self) -> None:
        """Closes QGIS as a person would, and ends what does not go by itself."""
        for process in reversed(self._started):
            if process.poll() is None and process is self._started[-1] and len(self._started) > 2:
                self._ask("quit")
                try:
                    process.wait(15)
                except subprocess.TimeoutExpired:
                    process.kill()
            process.kill()
            process.wait(10)
        for process in self._served:
            process.terminate()
            process.wait(20)

    def _ask(self, words: str) -> Path:
        """Leaves the words for the script inside QGIS; the file is gone once it has read them."""
        command = self.folder / "command"
        beside = command.with_suffix(".new")
        beside.write_text(words, encoding="utf-8")
        return beside.replace(command)

    def _mouse_on_map(self, at: tuple[int, int]) -> dict[str, Any] | None:
        """What the map has had of the mouse, where a press at this point goes to the map; None where it goes elsewhere."""
        now = self.state()
        left, top, width, height = now.get("places", {}).get("map") or (0, 0, 0, 0)
        hidden = now.get("dialog") or now.get("menu") or now.get("question")
        on_map = left <= at[0] < left + width and top <= at[1] < top + height
        return dict(now["mouse"]) if on_map and not hidden else None

    def _map_has(self, before: dict[str, Any] | None, what: str, at: tuple[int, int]) -> None:
        if before is not None:
            self.wait(
                lambda now: now["mouse"]["at"] == list(at) and (what == "at" or now["mouse"][what] > before[what]),
                f"the map to have the mouse {what} at {at}",
            )

    def _refuse_uncaught(self, when: str) -> None:
        uncaught = self.folder / "uncaught.txt"
        if uncaught.exists():
            pytest.fail(f"an exception in QGIS's Python {when}:\n{uncaught.read_text(encoding='utf-8')}")

    def _screen(self) -> None:
        reading, writing = os.pipe()
        # -r: on a busy machine a key that is pressed once would otherwise repeat itself
        self._run(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-dpi", "96", "-r", "-nolisten", "tcp"], pass_fds=(writing,)
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self._environment["DISPLAY"] = f":{told.readline().strip()}"
        self._run(["openbox"])

    def _run(self, command: list[str], **options: Any) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._started.append(subprocess.Popen(command, env=self._environment, **{**quiet, **options}))

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True, timeout=20)

    def _end_of_log(self) -> str:
        return "\n".join(self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:]) if self._log.exists() else ""


def _stands(state: dict[str, Any]) -> Any:
    """Where things are, as far as a test presses them or looks at them."""
    return (
        state["extent"],
        state["places"],
        state["amend"],
        state["asking"],
        state["conflicts"],
        state["decide"],
        state["validation"],
        state["menu"],
        state["dialog"],
        state["question"],
    )
