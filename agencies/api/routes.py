"""Addresses of the agencies floor under /api/v1/."""

from django.urls import path

from agencies.api.agreements import Agreements
from agencies.api.directory import Agencies

routes = [
    path("agencies/", Agencies.as_view({"get": "list"}), name="api_agencies"),
    path("agencies/<uuid:agency>/", Agencies.as_view({"get": "retrieve"}), name="api_agency"),
    path("agreements/", Agreements.as_view({"get": "list"}), name="api_agreements"),
    path("agreements/<uuid:agreement>/", Agreements.as_view({"get": "retrieve"}), name="api_agreement"),
]
