"""Addresses of notes."""

from django.urls import URLPattern, path

from casework.views import minutes, note_writing, notes, releases

URLS: list[URLPattern] = [
    path("cases/<str:reference>/notes/", notes.note_list, name="note_list"),
    path("cases/<str:reference>/minutes/", minutes.case_minutes, name="case_minutes"),
    path("cases/<str:reference>/notes/new/", note_writing.note_new, name="note_new"),
    path("cases/<str:reference>/notes/audience/", note_writing.note_audience, name="note_audience"),
    path("cases/<str:reference>/notes/draft/", note_writing.note_draft, name="note_draft"),
    path("notes/<uuid:note>/", notes.note_show, name="note_detail"),
    path("notes/<uuid:note>/correct/", note_writing.note_correct, name="note_correct"),
    path("notes/<uuid:note>/correct/draft/", note_writing.note_correct_draft, name="note_correct_draft"),
    path("notes/<uuid:note>/withdraw/", notes.note_withdraw, name="note_withdraw"),
    path("notes/<uuid:note>/court/", notes.note_clear, name="note_clear"),
    path("notes/<uuid:note>/release/", releases.note_release, name="note_release"),
    path("notes/<uuid:note>/minutes/", minutes.note_minutes, name="note_minutes"),
    path("notes/<uuid:note>/contest/", notes.note_contest, name="note_contest"),
    path("notes/<uuid:note>/respond/", notes.note_respond, name="note_respond"),
]
