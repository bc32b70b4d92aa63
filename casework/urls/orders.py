"""Addresses of courts, orders, conditions and custody."""

from django.urls import URLPattern, path

from casework.views import conditions, courts, custody, orders

URLS: list[URLPattern] = [
    path("cases/<str:reference>/orders/", orders.order_list, name="order_list"),
    path("cases/<str:reference>/orders/new/", orders.order_new, name="order_new"),
    path("cases/<str:reference>/orders/draft/", orders.order_draft, name="order_draft"),
    path("cases/<str:reference>/orders/<uuid:order>/decision/", orders.decision_new, name="decision_new"),
    path("cases/<str:reference>/orders/<uuid:order>/decision/draft/", orders.decision_draft, name="decision_draft"),
    path("cases/<str:reference>/orders/<uuid:order>/propose/", conditions.condition_propose, name="condition_propose"),
    path(
        "cases/<str:reference>/conditions/<uuid:condition>/set-aside/",
        conditions.condition_set_aside,
        name="condition_set_aside",
    ),
    path("cases/<str:reference>/custody/new/", custody.custody_new, name="custody_new"),
    path("cases/<str:reference>/custody/<uuid:episode>/", custody.custody_edit, name="custody_edit"),
    path("courts/", courts.court_list, name="court_list"),
    path("courts/new/", courts.court_new, name="court_new"),
    path("courts/<uuid:court>/edit/", courts.court_edit, name="court_edit"),
    path("courts/types/new/", courts.order_type_new, name="order_type_new"),
    path("courts/types/<uuid:type>/edit/", courts.order_type_edit, name="order_type_edit"),
]
