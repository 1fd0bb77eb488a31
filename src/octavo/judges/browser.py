"""A real browser: every page in light and dark, on a phone and with large letters, looked at by axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.edition import Edition
from octavo.judges.program import NoVerdict
from octavo.judges.sample import Sample
from octavo.proof.verdict import Complaint, Judge, Level, Verdict
from octavo.proof.weight import Measure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

_REMEDY = "make judge, or octavo setup --for judge and pip install 'octavo[judge]'"

#: Rules by their tags: WCAG 2.2 at level AA, and what is good besides.
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

#: The rules to which the colours of a page matter, the only ones that are asked again in the dark.
_COLOUR = ("color-contrast", "link-in-text-block")

#: What a page may ask for without leaving its folder.
_INSIDE = ("file:", "data:", "blob:", "about:")

#: Layout shift that a reader does not mind (Core Web Vitals: good).
MOST_SHIFT = 0.1

#: How often a page that shifts is loaded again.
_AGAIN = 3

#: Axe's words for how much a violation weighs; ``moderate`` and ``minor`` are warnings.
_GRAVE = frozenset({"critical", "serious"})

#: Adds up what moves after it was shown, without what the reader's own hand moved.
_WATCH = """
window.octavoShift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.octavoShift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""

#: Waits for fonts, pictures and two frames.
_SETTLE = """async () => {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return window.octavoShift;
}"""

_RUN = "([within, options]) => axe.run(within.length ? { include: within } : document, options)"

_OPEN = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"

_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a page."""

    name: str
    width: int  #: Of the window, in CSS pixels.
    scheme: str = "light"  #: Colours that the reader's system asks for.
    letters: int = 100  #: Size of the letters, in percent.
    rules: tuple[str, ...] = ()  #: Rules that axe holds the page against; all of :data:`_TAGS` where empty.


VIEWS = (
    View("light", 1440),
    View("dark", 1440, "dark", rules=_COLOUR),
    View("320 px", 320),
    View("200 %", 1280, letters=200),
)


@dataclass(slots=True)
class Visit:
    """Looks at pages, and remembers what axe and the browser say."""

    root: Path
    axe: str  #: The program that runs in the page.
    version: str = ""
    rules: int = 0  #: Rules that passed somewhere; without any nothing was looked at.
    violations: set[Complaint] = field(default_factory=set)
    complaints: set[Complaint] = field(default_factory=set)
    measures: dict[str, Measure] = field(default_factory=dict)

    def look(self, context: BrowserContext, view: View, path: str) -> None:
        """Look at one page in one way."""
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        here = f"{path} ({view.name})"
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: self._complain(here, "script", str(error)))
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        name, mark, rest = path.partition("?")
        page.goto((self.root / name).as_uri() + mark + rest)
        if view.letters != 100:
            page.add_style_tag(content=f"html {{ font-size: {view.letters}% !important }}")
        shift = self._shift(page) if view.letters == 100 else 0.0
        for line in said:
            self._complain(here, "console", line)
        for url in asked:
            if not url.startswith(_INSIDE):
                self._complain(here, "request", f"it asks {url!r}, which is outside of its site")
        self._measure(here, name, len(set(asked)), shift)
        if (wide := page.evaluate(_TOO_WIDE)) > 0:
            self._complain(here, "reflow", f"the page is {wide} px wider than the window")
        page.evaluate(_OPEN)
        self._ask(page, here, view.rules)
        if context.cookies():
            self._complain(here, "cookie", "it sets a cookie")
        page.close()

    @staticmethod
    def _shift(page: Page) -> float:
        """Return how far the layout shifts while the page loads.

        A page that shifts is loaded again, and the smallest shift counts: a machine with much to do brings a
        face late, which is no fault of the page.
        """
        shift = float(page.evaluate(_SETTLE))
        for _ in range(_AGAIN):
            if shift <= MOST_SHIFT:
                break
            page.reload()
            shift = min(shift, float(page.evaluate(_SETTLE)))
        return shift

    def _ask(self, page: Page, here: str, rules: tuple[str, ...]) -> None:
        """Let axe look at the page, as it opens and with a note open."""
        page.evaluate(self.axe)
        self._axe(page, here, rules, [])
        calls = page.locator("[role=doc-noteref]:visible")
        if calls.count():
            calls.first.click()
            if page.locator("#popover:visible").count():
                self._axe(page, f"{here}, with a note open", rules, ["#popover"])

    def _axe(self, page: Page, here: str, rules: tuple[str, ...], within: list[str]) -> None:
        """Run axe once, over the whole page or within parts of it, and keep its violations."""
        asked = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _TAGS}
        options = {"runOnly": asked, "preload": False, "resultTypes": ["violations"]}
        result = page.evaluate(_RUN, [within, options])
        self.version = str(result["testEngine"]["version"])
        self.rules = max(self.rules, len(result["passes"]))
        for fault in result["violations"]:
            level = Level.ERROR if fault["impact"] in _GRAVE else Level.WARNING
            for found in fault["nodes"]:
                place = f"{here} {found['html'][:80]}"
                self.violations.add(Complaint(place, level, fault["id"], fault["help"]))

    def _complain(self, here: str, code: str, message: str) -> None:
        """Keep what the browser says."""
        self.complaints.add(Complaint(here, Level.ERROR, code, " ".join(message.split())[:300]))

    def _measure(self, here: str, path: str, requests: int, shift: float) -> None:
        """Keep what the page did; the largest shift counts."""
        before = self.measures.get(path)
        self.measures[path] = Measure(path, requests, round(max(shift, before.shift if before else 0), 4))
        if shift > MOST_SHIFT:
            self._complain(
                here, "shift", f"its layout shifts by {shift:.2f} while it loads; {MOST_SHIFT} is the most"
            )


def look(root: Path, sample: Sample) -> tuple[Verdict, Verdict, tuple[Measure, ...]]:
    """Look at pages of a folder in every way: what axe says, what the browser says, what was measured.

    Raises :class:`NoVerdict` where the browser cannot be driven or axe looks at nothing.
    """
    visit = Visit(root, _axe_source())
    with started() as browser:
        for view in VIEWS:
            context = browser.new_context(
                viewport={"width": view.width, "height": 900},
                color_scheme="dark" if view.scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            context.add_init_script(_WATCH)
            for path in sample.pages:
                visit.look(context, view, path)
            context.close()
        engine = browser.version
    if not visit.rules or not visit.version:
        raise NoVerdict("axe looked at nothing")
    ways = ", ".join(view.name for view in VIEWS)
    looked = f"{sample.told}; {ways}"
    return (
        Verdict(Judge.AXE, Edition.WEB, visit.version, looked, tuple(sorted(visit.violations))),
        Verdict(Judge.BROWSER, Edition.WEB, engine, looked, tuple(sorted(visit.complaints))),
        tuple(visit.measures[path] for path in sorted(visit.measures)),
    )


@contextmanager
def started() -> Iterator[Browser]:
    """Start the system's Chromium; nothing is downloaded.

    Raises :class:`NoVerdict` where it is not here or cannot be driven.
    """
    program = shutil.which("chromium")
    if program is None:
        raise NoVerdict("Chromium is not here", _REMEDY)
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise NoVerdict("the Python package playwright is not here", _REMEDY) from error
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
            try:
                yield browser
            finally:
                browser.close()
    except (Error, OSError) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise NoVerdict(f"Chromium cannot be driven: {first[:200]}", _REMEDY) from error


def _axe_source() -> str:
    """Return the program of axe that the Python package brings."""
    try:
        return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    except (ImportError, OSError) as error:
        raise NoVerdict("the Python package axe-playwright-python is not here", _REMEDY) from error
