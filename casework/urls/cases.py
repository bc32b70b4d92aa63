"""Addresses of one's own work, of cases, their teams, their logs, and emergency access."""

from django.urls import URLPattern, path

from casework.views import access_log, cases, emergencies, explain, facilitators, families, my_work, team

URLS: list[URLPattern] = [
    path("", my_work.my_work, name="my_work"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/new/", cases.case_new, name="case_new"),
    path("cases/<str:reference>/", cases.case_overview, name="case_overview"),
    path("cases/<str:reference>/contact/", cases.case_contact, name="case_contact"),
    path("cases/<str:reference>/edit/", cases.case_edit, name="case_edit"),
    path("cases/<str:reference>/move/", cases.case_move, name="case_move"),
    path("cases/<str:reference>/team/", team.case_team, name="case_team"),
    path("cases/<str:reference>/team/new/", team.place_give, name="place_give"),
    path("cases/<str:reference>/team/<uuid:place>/appoint/", team.place_appoint, name="place_appoint"),
    path("cases/<str:reference>/people/<uuid:relationship>/contact/", families.family_contact, name="family_contact"),
    path("cases/<str:reference>/team/shares/", facilitators.place_shares, name="place_shares"),
    path("cases/<str:reference>/team/<uuid:place>/facilitate/", facilitators.place_facilitate, name="place_facilitate"),
    path("cases/<str:reference>/team/<uuid:place>/end/", team.place_end, name="place_end"),
    path("deadlines/<uuid:deadline>/done/", cases.deadline_done, name="deadline_done"),
    path("emergency/", emergencies.emergency_new, name="emergency_new"),
    path("emergency/<uuid:access>/end/", emergencies.emergency_end, name="emergency_end"),
    path("emergency/<uuid:access>/review/", emergencies.emergency_review, name="emergency_review"),
    path("cases/<str:reference>/access/", access_log.case_access, name="case_access"),
    path("cases/<str:reference>/access.csv", access_log.case_access_csv, name="case_access_csv"),
    path("trail/", access_log.trail_page, name="trail"),
    path("explain/", explain.explain, name="explain"),
]
