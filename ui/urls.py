"""Addresses of the toolkit's own pages."""

from django.urls import path

from ui import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("theme/", views.theme_set, name="theme_set"),
]
