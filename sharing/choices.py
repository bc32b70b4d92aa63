"""Words of the sharing floor: kinds and states of a court report, its sources, why something is left out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportKind(TextChoices):
    """The four kinds of report to a court (domain section 6)."""

    PROGRESS = "progress", _("Progress report")
    BREACH = "breach", _("Breach report")
    PRE_RELEASE = "pre_release", _("Pre-release report")
    COMPLETION = "completion", _("Completion report")


class ReportState(TextChoices):
    """States of a report (domain section 3.5); ``late`` is computed."""

    DUE = "due", _("Due")
    ASSEMBLING = "assembling", _("Assembling")
    DRAFT = "draft", _("Draft")
    CHECK = "agency_check", _("Agencies check their words")
    SIGNED = "signed", _("Signed")
    SENT = "sent", _("Sent")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DROPPED = "dropped", _("No longer due")


TO_WRITE = (ReportState.DUE, ReportState.ASSEMBLING, ReportState.DRAFT, ReportState.CHECK)
"""States in which a report can be late: nothing is signed yet."""

WITH_COURT = (ReportState.SENT, ReportState.ACKNOWLEDGED)
DONE_WITH = (*WITH_COURT, ReportState.DROPPED)
"""States in which nothing more is to be done for the court."""

PROPOSAL_MOVES: dict[str, tuple[str, ...]] = {
    "draft": ("checks", "withdrawn"), "checks": ("approved", "refused", "withdrawn"), "approved": ("made", "withdrawn"),
    "made": ("acknowledged", "closed"), "acknowledged": ("closed",),
}  # fmt: skip
"""Where a proposed disclosure may go from each state (domain section 3.5)."""

REPORT_MOVES: dict[str, tuple[str, ...]] = {
    "due": ("assembling", "dropped"),
    "assembling": ("draft",),
    "draft": ("agency_check", "dropped"),
    "agency_check": ("draft", "signed", "dropped"),
    "signed": ("draft", "sent", "dropped"),
    "sent": ("acknowledged",),
    "acknowledged": (),
    "dropped": (),
}
"""Lawful moves. ``signed`` goes back to ``draft`` only when the senior returns it instead of countersigning.

What was countersigned and not sent is dropped when a corrected version takes its place; what is not signed yet when
its writer gives it up.
"""


class SourceKind(TextChoices):
    """What kind of record a sentence was made from."""

    OWN = "own", _("Written for this report")
    ORDER = "order", _("Order")
    CONDITION = "condition", _("Condition")
    CUSTODY = "custody", _("Custody")
    CONTACT = "contact", _("Contact")
    NOTE = "note", _("Note")
    BREACH = "breach", _("Breach")
    STEP = "breach_step", _("Step of a breach")
    TERM = "proposed_term", _("Proposed term")
    DECISION = "decision", _("Decision taken together")
    INTERVENTION = "intervention", _("Intervention")
    OBJECTIVE = "objective", _("Objective")
    ACTION = "action", _("Action")
    ACHIEVEMENT = "achievement", _("Achievement")
    INCIDENT = "incident", _("Incident")
    EXPOSURE = "exposure", _("Exposure")
    PLAN = "plan", _("Plan")
    SAFETY = "safety_plan", _("Safety plan")
    NETWORK = "network", _("Network")
    TEAM = "team", _("Team")
    CASE = "case", _("Case")
    ENDING = "ending_step", _("Ending plan")
    ASSESSMENT = "assessment", _("Assessment")


class WhyLeftOut(TextChoices):
    """Why something of the period is not in a report."""

    NOT_CLEARED = "not_cleared", _("Not cleared for the court")
    HEALTH = "health_secrecy", _("Health secrecy")
    SECRECY = "secrecy", _("Professional secrecy")
    INVESTIGATION = "investigation", _("Secrecy of an investigation")
    SEALED = "sealed", _("Sealed by the agency that wrote it")
    NATURE = "nature", _("Not a matter for the court: voluntary, or faith or conviction")
    NOT_ASSESSED = "not_assessed", _("A sign that was not assessed together")
    NOT_RECORDED = "not_recorded", _("Planned, and nobody recorded what came of it")
    ONE_SIGNATURE = "one_signature", _("Waits to be countersigned")
    RESTRICTED = "restricted", _("Restricted: it goes no further for now")
    BEYOND = "beyond_your_tier", _("Cleared, but no text of it that you may read")


class CheckState(TextChoices):
    """What an agency says to its words in a report."""

    WAITING = "waiting", _("Not answered yet")
    AGREED = "agreed", _("Agrees")
    OBJECTS = "objects", _("Objects")
    NOBODY = "nobody", _("Nobody of this agency is on the case now")


class FileFormat(TextChoices):
    """What a finished report is as a file."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word file")


class SentHow(TextChoices):
    """How a report reached the court."""

    PORTAL = "portal", _("The court's electronic way")
    MAIL = "mail", _("Secure e-mail")
    POST = "post", _("Letter")
    HAND = "hand", _("By hand")


class HowSoon(TextChoices):
    """How soon what is feared may happen (domain section 4.5)."""

    NOW = "now", _("Now: today or tonight")
    DAYS = "days", _("Within days")
    WEEKS = "weeks", _("Within weeks")
    UNKNOWN = "unknown", _("Nobody can say")


class DutyBasis(TextChoices):
    """What a duty report rests on. Belief alone is never enough (R53)."""

    BEHAVIOUR = "behaviour", _("Something that is done or being prepared")
    INTENT = "intent", _("Something that somebody says they will do, or is drawn into")
    BELIEF = "belief", _("What somebody believes or thinks")


class DutyOutcome(TextChoices):
    """What became of a duty report, in the words of the police (domain section 4.5)."""

    ACTED = "acted", _("Acted on it")
    NOTED = "noted", _("Noted")
    NO_ACTION = "no_action", _("No further action")
    CANNOT_SAY = "cannot_say", _("Cannot say")


class DeferralGround(TextChoices):
    """Why the person is told later (domain section 4.6: the list of the Law Enforcement Directive)."""

    INQUIRY = "inquiry", _("It would obstruct an official inquiry or proceedings")
    PREVENTION = "prevention", _("It would harm the prevention or prosecution of a crime, or the order of a court")
    PUBLIC_SECURITY = "public_security", _("Public security")
    NATIONAL_SECURITY = "national_security", _("National security")
    OTHERS = "others", _("The rights, freedoms, health or welfare of others")


class DeferralState(TextChoices):
    """Where a deferral stands. An approved one ends by itself on its day."""

    PROPOSED = "proposed", _("Waits for a decision")
    SECOND = "second", _("Waits for the legal adviser")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    ENDED = "ended", _("Ended early")


class ReportPart(TextChoices):
    """Parts of a report: its sections by kind, and the four that every report has (domain section 6)."""

    KEY_POINTS = "key_points", _("Key points")
    ORDER = "order", _("Order and conditions in force")
    CONTACTS = "contacts", _("Contacts")
    CONDITIONS = "conditions", _("Condition by condition")
    HELP = "help", _("Help given and programmes")
    OBJECTIVES = "objectives", _("Progress by objective")
    ACHIEVEMENTS = "achievements", _("Achievements")
    EVERYDAY = "everyday", _("Everyday life: home, study or work, family, network")
    RISK = "risk", _("Risk and protection today")
    EXPOSURE = "exposure", _("Exposure and incidents")
    VICTIMS = "victims", _("Victim safety and reparation")
    DIFFICULTIES = "difficulties", _("Difficulties and what was done")
    NEXT = "next", _("Plan for the next period")
    CONDITION = "condition", _("Condition concerned")
    FACTS = "facts", _("Facts and proof")
    EXPLANATION = "explanation", _("Explanation asked for and given")
    WARNINGS = "warnings", _("Earlier warnings")
    COMPLIANCE = "compliance", _("Compliance so far, good and bad")
    CIRCUMSTANCES = "circumstances", _("Circumstances and needs behind it")
    EFFECT = "effect", _("Effect on risk and victims")
    TEAM_VIEW = "team_view", _("The team's view, with dissent")
    TERMS = "terms", _("Proposed terms")
    SENTENCE = "sentence", _("Sentence, release and what comes after it")
    CUSTODY = "custody", _("Time in custody")
    WORK_DONE = "work_done", _("Work done, and what is unfinished")
    WHO_MATTERED = "who_mattered", _("Who mattered")
    GATE = "gate", _("Risk and protection at the gate")
    NETWORK = "network", _("The network that is ready")
    PATHWAYS = "pathways", _("Practical pathways")
    FIRST_WEEKS = "first_weeks", _("The first two weeks")
    SHARING = "sharing", _("What is shared, and what the person was told")
    HANDOVER = "handover", _("Handed over in the community")
    ENDING = "ending", _("What goes on after the order")
    PERSONS_VIEW = "persons_view", _("The person's view")
    NOT_VERIFIED = "not_verified", _("What could not be verified")
    RECOMMENDATION = "recommendation", _("Recommendation")


BODY: dict[str, tuple[ReportPart, ...]] = {
    ReportKind.PROGRESS: (
        ReportPart.ORDER, ReportPart.CONTACTS, ReportPart.CONDITIONS, ReportPart.HELP, ReportPart.OBJECTIVES,
        ReportPart.ACHIEVEMENTS, ReportPart.EVERYDAY, ReportPart.RISK, ReportPart.EXPOSURE, ReportPart.VICTIMS,
        ReportPart.DIFFICULTIES, ReportPart.NEXT,
    ),
    ReportKind.BREACH: (
        ReportPart.CONDITION, ReportPart.FACTS, ReportPart.EXPLANATION, ReportPart.WARNINGS, ReportPart.COMPLIANCE,
        ReportPart.CIRCUMSTANCES, ReportPart.EFFECT, ReportPart.TEAM_VIEW, ReportPart.TERMS,
    ),
    ReportKind.PRE_RELEASE: (
        ReportPart.SENTENCE, ReportPart.CUSTODY, ReportPart.WORK_DONE, ReportPart.WHO_MATTERED, ReportPart.GATE,
        ReportPart.NETWORK, ReportPart.PATHWAYS, ReportPart.FIRST_WEEKS, ReportPart.SHARING, ReportPart.VICTIMS,
        ReportPart.HANDOVER,
    ),
    ReportKind.COMPLETION: (
        ReportPart.ORDER, ReportPart.CONTACTS, ReportPart.CONDITIONS, ReportPart.HELP, ReportPart.OBJECTIVES,
        ReportPart.ACHIEVEMENTS, ReportPart.EVERYDAY, ReportPart.RISK, ReportPart.EXPOSURE, ReportPart.VICTIMS,
        ReportPart.ENDING,
    ),
}  # fmt: skip
"""The numbered sections of each kind, in the order of domain section 6."""

AROUND = (ReportPart.KEY_POINTS, ReportPart.PERSONS_VIEW, ReportPart.NOT_VERIFIED, ReportPart.RECOMMENDATION)
"""Parts of every report that its writer words: they are not numbered."""

FROM_ASSESSMENT = frozenset({ReportPart.RISK, ReportPart.GATE, ReportPart.EFFECT, ReportPart.CUSTODY})
"""Sections that an assessment feeds. Without one that the court may be told of the section says so."""


def parts_of(kind: str) -> tuple[ReportPart, ...]:
    """Return every part of a report of ``kind`` in reading order."""
    first, *last = AROUND
    return (first, *BODY[kind], *last)


class AdviceAbout(TextChoices):
    """What somebody is not sure of."""

    GENERAL = "general", _("A question in general")
    NOTE = "note", _("A note that may be shared")
    PROPOSAL = "proposal", _("A disclosure that is proposed")


class Conclusion(TextChoices):
    """What a legal adviser concludes (domain section 4.7)."""

    MAY = "may", _("It may be shared")
    MAY_IF = "may_if", _("It may be shared, if")
    MAY_NOT = "may_not", _("It may not be shared")
    OPEN = "undecided", _("It cannot be decided on this")


class ProposalState(TextChoices):
    """States of a proposed disclosure (domain section 3.5); that it waits for legal advice is a mark beside them."""

    DRAFT = "draft", _("Draft")
    CHECKS = "checks", _("Waits for a decision")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    MADE = "made", _("Passed on")
    ACKNOWLEDGED = "acknowledged", _("Received")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_PROPOSAL = (ProposalState.DRAFT, ProposalState.CHECKS, ProposalState.APPROVED)
"""States in which a proposed disclosure can still be made."""


class LawfulBasis(TextChoices):
    """On what something may be passed on (domain section 4.4). Consent to take part is none."""

    LED_TASK = "led_task", _("Task of a competent authority, strictly necessary (LED)")
    OBLIGATION = "obligation", _("A legal obligation")
    VITAL = "vital", _("Vital interests of somebody")
    PUBLIC_TASK = "public_task", _("A public task")
    SPECIAL = "special", _("Special data, with a substantial public interest in law")


class PassedHow(TextChoices):
    """How something reached a recipient outside the team."""

    TALK = "talk", _("In a conversation")
    PHONE = "phone", _("By telephone")
    MAIL = "mail", _("By secure e-mail")
    LETTER = "letter", _("By letter")
    HAND = "hand", _("Handed over on paper")


class AnswerCode(TextChoices):
    """What an agency answers to a request (domain section 3.5)."""

    FULL = "full", _("Full text")
    SUMMARY = "summary", _("Summary")
    GIST = "gist", _("Gist")
    NOTHING_HELD = "nothing_held", _("We hold nothing")
    CANNOT_SAY = "cannot_say", _("We cannot say")
    REFUSED = "refused", _("Refused")


class Given(TextChoices):
    """What an answer is to whoever may not know more: that nothing is held and that nothing can be said are one."""

    FULL = "full", _("Answered in full")
    SUMMARY = "summary", _("Answered with a summary")
    GIST = "gist", _("Answered with a gist")
    NOTHING = "nothing", _("Answered: no information was given")
    REFUSED = "refused", _("Refused")


IN_WORDS = (Given.FULL, Given.SUMMARY, Given.GIST)
SILENT = (AnswerCode.NOTHING_HELD, AnswerCode.CANNOT_SAY)
"""Answers that look the same to guests (domain section 4.8)."""


class ReleaseBasis(TextChoices):
    """On what ground a health agency lets something go (domain section 4.8). Its clinician decides."""

    AGREES = "agrees", _("The patient agrees")
    HARM = "serious_harm", _("Judgement: serious harm is likely without it")
    DUTY = "legal_duty", _("Legal duty")


class RequestState(TextChoices):
    """States of a request; ``overdue`` is computed."""

    SENT = "sent", _("Sent")
    SEEN = "seen", _("Seen")
    ANSWERED = "answered", _("Answered")


class RemarkKind(TextChoices):
    """What is said beside an answer, among the permanent members of the two agencies and the case manager."""

    ACTION = "action", _("What the reader should do")
    EFFECT = "effect", _("Effect on the plan")


class RetentionProposal(TextChoices):
    """What a retention review proposes."""

    KEEP = "keep", _("Keep the record")
    ERASE = "erase", _("Erase the record")


class LeakStepKind(TextChoices):
    """What is done or decided after a leak."""

    MEASURE = "measure", _("A measure")
    AUTHORITY = "authority", _("Whether the supervisory authority is told")
    PERSON = "person", _("Whether the person is told")
    TOLD = "told", _("The person was told")
    CLOSED = "closed", _("Closed, with what was learned")


class LeakVerdict(TextChoices):
    """What is decided after a leak, of the supervisory authority or of the person."""

    TOLD = "told", _("The authority was told")
    TELL = "tell", _("The person is told, by the day below")
    LATER = "later", _("Not yet: decided again on the day below")
    NOT = "not", _("Not told")
