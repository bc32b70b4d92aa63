"""The class of every table. A new table fails the guards until somebody thought about it and wrote it down here."""

CASE_BOUND = {
    "access_draft", "access_event", "assessments_assessment", "assessments_consensusrating", "assessments_contribution",
    "assessments_dissent", "assessments_evidence", "assessments_externalassessment", "assessments_feedback",
    "assessments_formulation",
    "assessments_informationgap",
    "assessments_instrument", "assessments_itemrating", "assessments_judgement", "assessments_review",
    "assessments_reviewedobjective", "assessments_reviewevidence", "assessments_scenario",
    "casework_achievement", "casework_action", "casework_breach",
    "casework_breachproof", "casework_breachstep", "casework_case", "casework_caseagencygrant",
    "casework_caseoversight", "casework_caseteammember", "casework_clinicalpart", "casework_condition",
    "casework_contact",
    "casework_contactcondition", "casework_contactpoint", "casework_court", "casework_courtdecision",
    "casework_custodyepisode", "casework_deadline", "casework_decision", "casework_emergencyaccess",
    "casework_endingstep", "casework_exposure", "casework_finding", "casework_followup",
    "casework_incident", "casework_intervention", "casework_lesson", "casework_lessondraft",
    "casework_networklink",
    "casework_minutesclearance", "casework_note", "casework_noteaudience", "casework_noterelease",
    "casework_notelisting", "casework_noteresponse", "casework_noteseen",
    "casework_notetext", "casework_objective", "casework_order", "casework_ordertype",
    "casework_outcome", "casework_participationconsent", "casework_person",
    "casework_planversion", "casework_positiontaken", "casework_proposedterm", "casework_relationship",
    "casework_reminder", "casework_remindermail", "casework_reportingrule",
    "casework_safetypart", "casework_session", "casework_signentry", "casework_signobservation",
    "sharing_adviceanswer", "sharing_advicecontext", "sharing_advicereasoning", "sharing_legaladvicerequest",
    "sharing_disclosureproposal", "sharing_proposaldecision", "sharing_proposalrecord", "sharing_proposalwords",
    "sharing_courtreport", "sharing_deferral", "sharing_disclosure",
    "sharing_dutypassed", "sharing_dutyreport", "sharing_dutyword", "sharing_leakreport", "sharing_leakstep",
    "sharing_publicationrequest", "sharing_publicationstep",
    "sharing_notification", "sharing_reportcheck",
    "sharing_answersilence", "sharing_requestremark", "sharing_requestwords", "sharing_sharinganswer",
    "sharing_sharingrequest",
    "casework_transparencynotice",
    "sharing_reportdelivery", "sharing_reportomission", "sharing_reportsection", "sharing_reportstatement",
    "sharing_reportversion", "sharing_retentionreview", "sharing_rightsrequest", "sharing_rightsword",
    "sharing_accessfile", "sharing_accessomission", "sharing_legalhold", "sharing_erasure",
    "sharing_erasurenotice",
    "sharing_contestedfact", "sharing_contestedword",
    "sharing_correctionnotice",
    "sharing_restriction", "sharing_restrictionword",
}  # fmt: skip
"""Rows that hang on a case: row-level security, enabled and forced."""

SEALED = {"access_context", "access_contextkey"}
"""What the second wall stands on: the application role has no right on it at all."""

OWN = {"access_apitoken", "access_seal"}
"""Rows of a person's own, or of nobody: row-level security too."""

OPEN = {
    "account_emailaddress", "account_emailconfirmation", "agencies_agency", "agencies_agencymembership",
    "agencies_agreement", "agencies_agreementparty", "agencies_codeacceptance", "agencies_codeofconduct",
    "agencies_partnership", "agencies_position", "agencies_user", "agencies_user_groups",
    "agencies_user_user_permissions", "auth_group", "auth_group_permissions", "auth_permission",
    "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog",
    "django_content_type", "django_migrations", "django_session", "guardian_groupobjectpermission",
    "guardian_userobjectpermission", "mfa_authenticator", "usersessions_usersession",
}  # fmt: skip
"""Who is who, logins and Django's own: no case content."""
