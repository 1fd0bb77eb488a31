"""The server behind ``octavo serve``: the finished pages, and word of every new build to those open."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from octavo.findings import Finding
from octavo.templates import folder

ADDRESS = "127.0.0.1"  #: This machine alone.

#: Names by which a browser on this machine may call the server; another site that leads here is refused.
HOSTS = frozenset({ADDRESS, "localhost"})

OWN = "/-octavo/"  #: Where the server's own files are; no document of a book has this name.
FILES = {"live.js": "text/javascript", "live.css": "text/css"}

#: Seconds after which a silent connection says that it is there.
HEARTBEAT = 10.0


@dataclass(slots=True)
class News:
    """What the last build gave, and those who wait for the next."""

    version: int = 0  #: Number of the last build.
    build: dict[str, Any] = field(default_factory=lambda: {"state": "building", "findings": []})
    changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, state: str, findings: Iterable[Finding] = ()) -> None:
        """Say that a build has begun (``building``) or ended (``built``, ``failed``)."""
        listed = [
            {"place": f"{f.path}:{f.line}" if f.line else f.path, "code": f.code, "text": f.text,
             "severity": f.severity.value}
            for f in findings
        ]  # fmt: skip
        with self.changed:
            self.version += state == "built"
            self.build = {"state": state, "version": self.version, "findings": listed}
            self.changed.notify_all()

    def after(self, known: dict[str, Any] | None) -> dict[str, Any] | None:
        """Wait for other news than those known; nothing when there were none for a while."""
        with self.changed:
            heard = self.changed.wait_for(lambda: self.build is not known, HEARTBEAT)
            return self.build if heard else None


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder."""

    daemon_threads = True

    def __init__(self, site: Path, port: int, news: News) -> None:
        self.site = site
        self.news = news
        super().__init__((ADDRESS, port), Handler)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers one request with a file of the site, never kept by the browser, without a log."""

    server: Server
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, directory=str(args[2].site))

    def do_GET(self) -> None:
        """Answer with a page that listens, with news, or with any other file."""
        # A page of another site that has this address under a name of its own reads nothing (DNS rebinding).
        if self.headers.get("Host", "").rpartition(":")[0] not in HOSTS:
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        path = self.path.partition("?")[0]
        if path == f"{OWN}news":
            self._send_news()
        elif (name := path.removeprefix(OWN)) in FILES:
            self._send((folder("serve") / name).read_bytes(), FILES[name])
        elif path.endswith((".html", "/")):
            self._send_page()
        else:
            super().do_GET()

    def _send_page(self) -> None:
        """Answer with a page, which from now on listens for news."""
        version = self.server.news.version
        place = Path(self.translate_path(self.path))
        place = place / "index.html" if place.is_dir() else place
        try:
            page = place.read_text(encoding="utf-8")
        except OSError:
            if self.server.site.is_dir():
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            page = (folder("serve") / "waiting.html").read_text(encoding="utf-8")
        script = f'<script defer src="{OWN}live.js" data-version="{version}"></script>'
        before, end, after = page.rpartition("</body>")
        self._send(f"{before}{script}{end}{after}".encode(), "text/html")

    def _send(self, data: bytes, media_type: str) -> None:
        """Answer with some bytes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _send_news(self) -> None:
        """Answer with news for as long as the page is open (server-sent events, WHATWG HTML, 9.2)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        known: dict[str, Any] | None = None
        try:
            while True:
                heard = self.server.news.after(known)
                known = heard or known
                text = f"data: {json.dumps(heard, ensure_ascii=False)}\n\n" if heard else ": here\n\n"
                self.wfile.write(text.encode())
                self.wfile.flush()
        except OSError:  # The page was closed.
            return

    def end_headers(self) -> None:
        """Say that the page may be another one next time."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for the build."""
