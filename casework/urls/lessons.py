"""Addresses of lessons."""

from django.urls import URLPattern, path

from casework.views import lessons

URLS: list[URLPattern] = [
    path("cases/<str:reference>/lessons/new/", lessons.lesson_new, name="lesson_new"),
    path("lessons/", lessons.lesson_list, name="lesson_list"),
    path("lessons/waiting/<uuid:draft>/", lessons.lesson_weigh, name="lesson_weigh"),
    path("lessons/<uuid:lesson>/withdraw/", lessons.lesson_withdraw, name="lesson_withdraw"),
]
