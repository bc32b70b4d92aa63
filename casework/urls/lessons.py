"""Addresses of lessons and of the figures of the partnership."""

from django.urls import URLPattern, path

from casework.views import evaluation, lessons

URLS: list[URLPattern] = [
    path("cases/<str:reference>/lessons/new/", lessons.lesson_new, name="lesson_new"),
    path("lessons/", lessons.lesson_list, name="lesson_list"),
    path("lessons/waiting/<uuid:draft>/", lessons.lesson_weigh, name="lesson_weigh"),
    path("lessons/<uuid:lesson>/withdraw/", lessons.lesson_withdraw, name="lesson_withdraw"),
    path("lessons/outcomes/", evaluation.outcomes, name="outcomes"),
    path("lessons/outcomes/file/", evaluation.evaluation_file, name="evaluation_file"),
]
