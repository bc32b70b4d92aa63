"""Bytes as an answer to a browser or a program."""

from typing import Final

from django.http import HttpResponse

TYPES: Final = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

FORMS: Final = TYPES | {"json": "application/json"}
"""Forms of files, those of reports and of what is handed to a person."""


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Answer bytes as a file to save, which no browser or proxy keeps."""
    answer = HttpResponse(content, content_type=FORMS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
