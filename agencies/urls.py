"""Addresses of the agencies floor."""

from django.urls import path

from agencies.views import account, agencies, agreement_acts, agreements, codes, members

urlpatterns = [
    path("code/", codes.code_of_conduct, name="code_of_conduct"),
    path("account/", account.my_account, name="my_account"),
    path("account/acting-for/", account.acting_for, name="acting_for"),
    path("account/reminders/", account.reminder_choice, name="reminder_choice"),
    path("account/first-password/<str:uidb64>/<str:token>/", account.first_password, name="first_password"),
    path("agencies/", agencies.agency_list, name="agency_list"),
    path("agencies/new/", agencies.agency_new, name="agency_new"),
    path("agencies/<uuid:agency>/", agencies.agency_detail, name="agency_detail"),
    path("agencies/<uuid:agency>/edit/", agencies.agency_edit, name="agency_edit"),
    path("agencies/<uuid:agency>/status/", agencies.agency_status, name="agency_status"),
    path("agencies/<uuid:agency>/members/new/", members.member_new, name="member_new"),
    path("agencies/members/<uuid:membership>/", members.member_edit, name="member_edit"),
    path("agencies/members/<uuid:membership>/end/", members.member_end, name="member_end"),
    path("agencies/members/<uuid:membership>/account/", members.member_account, name="member_account"),
    path("agencies/members/<uuid:membership>/password/", members.member_password_link, name="member_password_link"),
    path("agencies/agreements/", agreements.agreement_list, name="agreement_list"),
    path("agencies/agreements/new/", agreements.agreement_new, name="agreement_new"),
    path("agencies/agreements/<uuid:agreement>/", agreements.agreement_detail, name="agreement_detail"),
    path("agencies/agreements/<uuid:agreement>/edit/", agreements.agreement_edit, name="agreement_edit"),
    path("agencies/agreements/<uuid:agreement>/offer/", agreement_acts.agreement_offer, name="agreement_offer"),
    path("agencies/agreements/<uuid:agreement>/sign/", agreement_acts.agreement_sign, name="agreement_sign"),
    path("agencies/agreements/<uuid:agreement>/join/", agreement_acts.agreement_join, name="agreement_join"),
    path("agencies/agreements/<uuid:agreement>/leave/", agreement_acts.agreement_leave, name="agreement_leave"),
    path("agencies/agreements/<uuid:agreement>/suspend/", agreement_acts.agreement_suspend, name="agreement_suspend"),
    path("agencies/agreements/<uuid:agreement>/resume/", agreement_acts.agreement_resume, name="agreement_resume"),
    path("agencies/agreements/<uuid:agreement>/renew/", agreement_acts.agreement_renew, name="agreement_renew"),
    path("agencies/agreements/<uuid:agreement>/end/", agreement_acts.agreement_terminate, name="agreement_terminate"),
    path("agencies/code/", codes.code_versions, name="code_versions"),
    path("agencies/code/new/", codes.code_publish, name="code_publish"),
]
