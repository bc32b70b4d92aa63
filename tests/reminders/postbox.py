"""A small real mail server for tests: it takes messages, refuses them, or drops the line at a chosen moment."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_string
from email.message import Message


@dataclass
class Postbox:
    """What arrived, and how to behave: ``take``, ``drop`` after the message, ``hang``, or an answer such as "451"."""

    port: int = 0
    behave: str = "take"
    at: str = "DATA END"
    messages: list[Message] = field(default_factory=list)
    to: list[str] = field(default_factory=list)

    def ids(self) -> list[str]:
        """The Message-ID of each that arrived."""
        return [str(one["Message-ID"]) for one in self.messages]


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self._talk(self.server.postbox)  # type: ignore[attr-defined]

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _talk(self, box: Postbox) -> None:
        if box.at == "GREETING" and box.behave not in ("take", "drop"):
            self._say(f"{box.behave} no")
            return
        self._say("220 postbox")
        to = ""
        while line := self.rfile.readline().decode(errors="replace").rstrip("\r\n"):
            word = line.split(" ")[0].upper() if not line.upper().startswith(("MAIL", "RCPT")) else line[:4].upper()
            if word == box.at and box.behave != "take":
                if box.behave == "drop":
                    return
                self._say(f"{box.behave} no")
                continue
            if word == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            if word == "DATA":
                self._say("354 go on")
                if not self._take(box, to):
                    return
                continue
            if word == "QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _take(self, box: Postbox, to: str) -> bool:
        """Read the message; say whether the talk goes on."""
        lines: list[str] = []
        while (line := self.rfile.readline().decode(errors="replace").rstrip("\r\n")) != ".":
            lines.append(line)
        refused = box.at == "DATA END" and box.behave not in ("take", "drop")
        if not refused:  # whoever drops the line has the message all the same
            box.messages.append(message_from_string("\n".join(lines)))
            box.to.append(to)
        if box.at == "DATA END" and box.behave == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        self._say(f"{box.behave} no" if refused else "250 taken")
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    postbox: Postbox


@contextlib.contextmanager
def postbox() -> Iterator[Postbox]:
    """A mail server on a port of its own, until the end of the block."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.postbox = Postbox(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.postbox
        finally:
            server.shutdown()
            thread.join(5)
