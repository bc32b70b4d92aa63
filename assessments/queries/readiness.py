"""What a signed assessment still lacks, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.actor import Actor
from assessments.assessing import FormulationTexts
from assessments.models import Assessment, ConsensusRating, Formulation, Judgement, Scenario
from assessments.rules import missing_parts, missing_scenarios


def lacks(actor: Actor, row: Assessment) -> list[str]:
    """Return what is missing before ``row`` can be signed; empty when it can be."""
    definition, missing = row.instrument.read(), []
    answered = ConsensusRating.objects.visible_to(actor).filter(assessment=row).exclude(answer="", reason="")
    parts = missing_parts(definition, set(answered.values_list("item", flat=True)))
    if parts:
        names = ", ".join(str(part.label) for part in parts)
        missing.append(_("Nothing is agreed yet on: %(parts)s.") % {"parts": names})
    texts = Formulation.objects.visible_to(actor).filter(assessment=row).first()
    if texts is None or not all(getattr(texts, name).strip() for name in FormulationTexts.__slots__):
        missing.append(_("The formulation is not complete. “We do not know” is an answer too."))
    kinds = Scenario.objects.visible_to(actor).filter(assessment=row).standing().values_list("kind", flat=True)
    harmful, no_good = missing_scenarios(kinds)
    if harmful:
        words = ngettext("%(n)d harmful scenario is missing.", "%(n)d harmful scenarios are missing.", harmful)
        missing.append(words % {"n": harmful})
    if no_good:
        missing.append(_("The good scenario is missing: what a good life in twelve months looks like."))
    if not Judgement.objects.visible_to(actor).filter(assessment=row).exists():
        missing.append(_("The summary judgement is missing."))
    return missing
