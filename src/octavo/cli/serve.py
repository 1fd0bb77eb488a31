"""``octavo serve``: show the web edition in a browser, built anew at every change of its sources."""

from __future__ import annotations

import argparse
import functools
import http.server
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from octavo.cli.build import add_folders, tell
from octavo.edition import Edition
from octavo.findings import BookFault, MachineFault

INTERVAL = 0.5  #: Seconds between two looks at the sources.
ADDRESS = "127.0.0.1"  #: This machine alone.


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("serve", help="show the web edition while you write", description=__doc__)
    add_folders(parser)
    parser.add_argument("--port", type=int, default=8000, help="port, 8000 unless told; 0 takes any free one")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    site = args.out / Edition.WEB
    build = functools.partial(_build, args.book, args.out)
    build()
    try:
        server = http.server.ThreadingHTTPServer((ADDRESS, args.port), handler(site))
    except OSError as error:
        raise MachineFault(
            f"port {args.port} is taken ({error.strerror}); choose another with --port"
        ) from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"The book is at http://{ADDRESS}:{server.server_port}/ until you press Ctrl+C", flush=True)
    try:
        watch(watched(args.book), build)
    except KeyboardInterrupt:
        server.shutdown()
    return 0


def handler(site: Path) -> type[http.server.SimpleHTTPRequestHandler]:
    """Return what answers requests with the files of a folder, never kept by the browser, without a log."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        """Answers one request."""

        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs, directory=str(site))  # type: ignore[arg-type]

        def end_headers(self) -> None:
            """Say that the page may be another one next time."""
            self.send_header("Cache-Control", "no-store")
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the terminal is for the build."""

    return Handler


def watched(book: Path) -> list[Path]:
    """Return the folders whose files make the book."""
    return [book, book.resolve().parent / "bibliography"]


def state(folders: Iterable[Path]) -> dict[Path, int]:
    """Return when each file of the folders was last written, in nanoseconds."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                if path.is_file() and "build" not in path.parts and not path.name.startswith("."):
                    found[path] = path.stat().st_mtime_ns
            except FileNotFoundError:  # An editor's temporary file, gone between two looks.
                continue
    return found


def watch(folders: list[Path], build: Callable[[], None]) -> None:
    """Build whenever a file is written, added or removed; never return."""
    before = state(folders)
    while True:
        time.sleep(INTERVAL)
        now = state(folders)
        if now != before:
            before = now
            build()


def _build(book: Path, out: Path) -> None:
    """Build the web edition; an author's fault is shown and the last whole edition stays."""
    from octavo.production.folders import Folders
    from octavo.production.progress import Progress
    from octavo.production.run import Order, build

    try:
        folders = Folders.of(book, out)
        tell(build(Order(folders, (Edition.WEB,)), Progress()), folders)
    except BookFault as fault:
        print(fault, flush=True)
