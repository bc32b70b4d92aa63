"""Addresses of the sharing floor."""

from django.urls import URLPattern, path

from sharing.views import feed

urlpatterns: list[URLPattern] = [
    path("shared/", feed.shared_with_us, name="shared_with_us"),
]
