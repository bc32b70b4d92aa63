"""A small site for the draft script: one form in the product's frame, and a server whose answers a test chooses."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from django.template import engines
from django_cotton.compiler_regex import CottonCompiler  # type: ignore[import-untyped]

from tests.ui.helpers import ROOT

PAGE = """{% extends "base.html" %}{% block title %}Note{% endblock %}{% block main %}<h1>Note</h1>
<form method="post" action="/sent" data-draft-url="/draft" data-session-url="/session" data-session-user="u1">
<input type="hidden" name="csrfmiddlewaretoken" value="token-1"><input type="hidden" name="draft_version" value="0">
<label for="text">Text</label><textarea id="text" name="text"></textarea><button type="submit">Share</button>
<c-draft-status /></form>{% endblock %}"""
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class DraftSite(ThreadingHTTPServer):
    """What the server answers to a draft, who is signed in, and what has arrived."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = 200
        self.user: str | None = "u1"
        self.saved: list[dict[str, str]] = []
        self.tokens: list[str] = []
        self.sent: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        """The address of the form."""
        return f"http://127.0.0.1:{self.server_port}/note"


class Handler(BaseHTTPRequestHandler):
    """Answers for a DraftSite."""

    server: DraftSite

    def do_GET(self) -> None:
        if self.path == "/session":
            state = {"signed_in": self.server.user is not None, "csrf": "token-2", "user": self.server.user}
            return self.reply(200, "application/json", json.dumps(state).encode())
        if self.path.startswith("/static/") and ".." not in self.path:
            file = ROOT / self.path.lstrip("/")
            if file.is_file():
                return self.reply(200, TYPES[file.suffix], file.read_bytes())
            return self.reply(404, "text/plain", b"")
        page = engines["django"].from_string(CottonCompiler().process(PAGE)).render({})
        return self.reply(200, "text/html; charset=utf-8", page.encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
        if self.path == "/sent":
            self.server.sent.append(form)
            return self.reply(200, "text/html", b"<title>Sent</title>")
        status = 401 if self.server.user is None else self.server.answer
        if status != 200:
            return self.reply(status, "text/plain", b"")
        self.server.saved.append(form)
        self.server.tokens.append(self.headers["X-CSRFToken"])
        fields = {"draft_version": str(len(self.server.saved))}
        return self.reply(200, "application/json", json.dumps({"fields": fields}).encode())

    def reply(self, status: int, kind: str, body: bytes) -> None:
        """One answer, with the product's content policy."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Says nothing."""


@contextlib.contextmanager
def draft_site() -> Iterator[DraftSite]:
    """A running site."""
    site = DraftSite()
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
