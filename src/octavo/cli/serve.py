"""``octavo serve``: show the web edition in a browser, built anew at every change of its sources."""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from octavo.cli.build import add_folders, tell
from octavo.cli.live import ADDRESS, News, Server
from octavo.edition import Edition
from octavo.findings import BookFault, Finding, MachineFault, errors, open_findings

INTERVAL = 0.5  #: Seconds between two looks at the sources.

#: Folders whose files the book is not made of.
SKIPPED = frozenset({".git", ".octavo", "__pycache__", ".venv", "node_modules"})


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("serve", help="show the web edition while you write", description=__doc__)
    add_folders(parser)
    parser.add_argument("--port", type=int, default=8000, help="port, 8000 unless told; 0 takes any free one")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    news = News()
    try:
        server = Server(args.out / Edition.WEB, args.port, news)
    except OSError as error:
        raise MachineFault(
            f"port {args.port} is taken ({error.strerror}); choose another with --port"
        ) from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"The book is at http://{ADDRESS}:{server.server_port}/ until you press Ctrl+C", flush=True)
    try:
        watch(lambda: watched(args.book, args.out), args.out, lambda: build(args.book, args.out, news))
    except KeyboardInterrupt:
        server.shutdown()
    return 0


def watched(book: Path, out: Path) -> list[Path]:
    """Return the folders and files that make the book: its own folder, and what it reads elsewhere."""
    from octavo.production.folders import Folders
    from octavo.production.unchanged import OTHERS

    others = Folders(book.resolve(), out.resolve()).inner / OTHERS
    listed = others.read_text(encoding="utf-8").splitlines() if others.is_file() else []
    return [book, book.resolve().parent / "bibliography", *map(Path, listed)]


def state(places: Iterable[Path], out: Path) -> dict[Path, int]:
    """Return when each file of some folders was last written, in nanoseconds; what is built counts not."""
    found = {}
    built = out.resolve()
    for place in places:
        for path in (place, *place.rglob("*")) if place.is_dir() else (place,):
            if path.name.startswith(".") or not SKIPPED.isdisjoint(path.parts):
                continue
            try:
                if path.is_file() and not path.resolve().is_relative_to(built):
                    found[path] = path.stat().st_mtime_ns
            except FileNotFoundError:  # An editor's temporary file, gone between two looks.
                continue
    return found


def watch(places: Callable[[], list[Path]], out: Path, build: Callable[[], None]) -> NoReturn:
    """Build now, and whenever a file is written, added or removed; never return."""
    while True:
        # Looked at before the build: what is written while it runs is built next.
        before = state(places(), out)
        build()
        while state(places(), out).items() == before.items():
            time.sleep(INTERVAL)


def build(book: Path, out: Path, news: News) -> None:
    """Build the web edition; whatever is wrong is told, and the last whole edition stays."""
    from octavo.production.folders import Folders
    from octavo.production.progress import Progress
    from octavo.production.run import Order
    from octavo.production.run import build as produce

    news.tell("building")
    try:
        folders = Folders.of(book, out)
        outcome = produce(Order(folders, (Edition.WEB,)), Progress())
        tell(outcome, folders)
        findings = open_findings(outcome.findings)
    except BookFault as fault:
        print(fault, flush=True)
        findings = list(fault.findings)
    except MachineFault as error:
        print(f"octavo: {error}", flush=True)
        findings = [Finding("octavo", 0, "", str(error))]
    news.tell("failed" if errors(findings) else "built", findings)
