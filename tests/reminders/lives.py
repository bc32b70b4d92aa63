"""The lives of what is asked of agencies, coordinators and guests, each by doing the thing."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from agencies.models import Agreement, CodeAcceptance
from casework.models import EmergencyAccess, FollowUp, NoteResponse
from devstack.testing import backstage
from sharing.models import (
    Erasure,
    ErasureNotice,
    LeakReport,
    LegalAdviceRequest,
    LegalHold,
    PublicationRequest,
    RightsRequest,
)
from tests.assessments.scene import ask, hand_in, of_agency, opened, rate, signed, step
from tests.factories import NoteFactory, OutcomeFactory
from tests.reminders.kit import at
from tests.reminders.life import CASE, K, Life, day, only, put, sent, sweep, the_case, tick
from tests.sharing.erasing_scene import carried_out, granted, typed


def _note(world: Any) -> Any:
    return NoteFactory(case=world.case, by=world.officer, full="Seen.", summary="Seen.")


def _ask_question(world: Any, browse: Any) -> None:
    at_ = f"/notes/{_note(world).pk}/respond/"
    assert browse(world.supervisor).post(at_, {"kind": "question", "text": "Where?"}).status_code == 303


def _answer_question(world: Any, browse: Any) -> None:
    with backstage():
        asked = NoteResponse.objects.unguarded(because="test").get(kind="question")
    form = {"kind": "answer", "text": "At the gym.", "answers": str(asked.pk)}
    assert browse(world.officer).post(f"/notes/{asked.note_id}/respond/", form).status_code == 303


def _open_emergency(world: Any, browse: Any) -> None:
    form = {"reference": "VRP-CEDAR", "reason": "The mother telephoned: he is on the bridge.", "hours": "2"}
    assert browse(world.duty).post("/emergency/", form).status_code == 303


def _review_emergency(world: Any, browse: Any) -> None:
    with backstage():
        key = EmergencyAccess.objects.unguarded(because="test").latest("opened_at").pk
    form = {"finding": "Right and short."}
    assert browse(world.manager).post(reverse("emergency_review", args=[key]), form).status_code == 303


def _ask_agency(world: Any, browse: Any) -> None:
    ask(world, browse, opened(world, browse), world.officer)


def _hand_in(world: Any, browse: Any) -> None:
    with backstage():
        row = world.case.assessments.model.objects.unguarded(because="test").latest("opened_at")
    given = of_agency(row, world.officer)
    assert rate(browse, world.officer, given, "C", answer_C1="some", grounds_C1="Seen").status_code == 303
    assert hand_in(browse, world.officer, given).status_code == 303


def _sign(world: Any, browse: Any) -> None:
    signed(world, browse)


def _countersign(world: Any, browse: Any) -> None:
    with backstage():
        row = world.case.assessments.model.objects.unguarded(because="test").latest("opened_at")
    assert step(world, browse, row, "countersign", world.supervisor).status_code == 303


def _retention(world: Any, browse: Any) -> None:
    put(world, opened_on=day(-340))
    sweep()


def _review_retention(world: Any, browse: Any) -> None:
    form = {"proposal": "keep", "reason": "The order runs."}
    assert browse(world.manager).post(f"{CASE}retention/new/", form).status_code == 303


def _ask_rights(world: Any, browse: Any) -> None:
    form = {"kind": "access", "how": "talk", "received_on": str(day(0)), "words": "What do you hold?"}
    assert browse(world.officer).post(f"{CASE}rights/new/", form).status_code == 303


def _answer_rights(world: Any, browse: Any) -> None:
    with backstage():
        key = RightsRequest.objects.unguarded(because="test").get().pk
    form = {"version": 1, "state": "withdrawn", "reason": "She came back and took it back."}
    assert browse(world.manager).post(reverse("rights_decide", args=[key]), form).status_code == 303


def _code(world: Any, browse: Any) -> None:
    with backstage():
        CodeAcceptance.objects.filter(user=world.officer.user).update(accepted_at=at(day(-340)))
    sweep()


def _accept(world: Any, browse: Any) -> None:
    assert browse(world.officer).post("/code/", {"code": str(world.code.pk)}).status_code == 303


def _close(world: Any, browse: Any) -> None:
    put(world, status="ending")
    OutcomeFactory(case=world.case, membership=world.manager, months=(6,))
    form = {"status": "closed", "reason": "As the panel agreed", "version": the_case(world).version}
    assert browse(world.manager).post(f"{CASE}move/", form).status_code == 303


def _hold(world: Any, browse: Any) -> None:
    with backstage():
        key = FollowUp.objects.unguarded(because="test").get().pk
    form = {
        "held_on": str(day(0)), "method": "phone", "found": "Works.", "disengagement": "achieved",
        "reintegration": "achieved",
    }  # fmt: skip
    assert browse(world.manager).post(reverse("follow_up", args=[key]), form).status_code == 303


def _agreement_review(world: Any, browse: Any) -> None:
    with backstage():
        for row in Agreement.objects.filter(partnership=world.partnership):
            row.review_on, row.version = day(10), row.version + 1
            row.save()
    sweep()


def _renewed(world: Any, browse: Any) -> None:
    with backstage():
        for row in Agreement.objects.filter(partnership=world.partnership):
            row.review_on, row.version = day(400), row.version + 1
            row.save()
    sweep()


def _guest(world: Any, browse: Any) -> None:
    form = {
        "membership": str(world.colleague.pk), "kind": "ad_hoc", "purpose": "reintegration", "until": str(day(40)),
        "decision": "Panel",
    }  # fmt: skip
    assert browse(world.manager).post(f"{CASE}team/new/", form).status_code == 303


def _ask_advisers(world: Any, browse: Any) -> None:
    assert browse(world.officer).post(f"{CASE}advice/new/", {"question": "May I tell the school?"}).status_code == 303


def _advise(world: Any, browse: Any) -> None:
    with backstage():
        key = LegalAdviceRequest.objects.unguarded(because="test").get().pk
    form = {"conclusion": "may", "words": "It may."}
    assert browse(world.legal).post(reverse("advice_answer", args=[key]), form).status_code == 303


def _leak(world: Any, browse: Any) -> None:
    form = {
        "what": "A letter went astray.", "noticed_on": str(day(-1)), "noticed_time": "09:30", "tier": "3",
        "kinds": ["supervision"], "reached": "A neighbour.",
    }  # fmt: skip
    sent(browse, world.officer, f"{CASE}leaks/new/", **form)


def _after_leak(world: Any, browse: Any, who: Any, step: str, **form: Any) -> None:
    sent(browse, who, reverse("leak_step", args=[only(LeakReport).pk, step]), words="Because.", **form)


def _decided(world: Any, browse: Any) -> None:
    _after_leak(world, browse, world.legal, "authority", verdict="not")
    _after_leak(world, browse, world.legal, "person", verdict="not")


def _to_be_told(world: Any, browse: Any) -> None:
    _leak(world, browse)
    _after_leak(world, browse, world.legal, "person", verdict="tell", until_on=str(day(2)))


def _told_of_it(world: Any, browse: Any) -> None:
    _after_leak(world, browse, world.manager, "told")


def _publish(world: Any, browse: Any) -> None:
    form = {"outlet": "other", "asked_by": "A", "purpose": "B", "text": "It helped.", "answer_by": str(day(4))}
    sent(browse, world.officer, "/publications/new/", **form)


def _refuse_to_publish(world: Any, browse: Any) -> None:
    path = reverse("publication_step", args=[only(PublicationRequest).pk, "legal"])
    sent(browse, world.legal, path, verdict="no", words="Too soon.")


def _place_hold(world: Any, browse: Any) -> None:
    form = {"reference": "VRP-CEDAR", "ground": "claim", "words": "A claim.", "review_on": str(day(9))}
    assert browse(world.legal).post("/holds/new/", form).status_code == 303


def _lift(world: Any, browse: Any) -> None:
    path = reverse("hold_step", args=[only(LegalHold).pk])
    assert browse(world.legal).post(path, {"version": 1, "kind": "lift", "words": "Over."}).status_code == 303


def _propose_erasure(world: Any, browse: Any) -> None:
    note = NoteFactory(case=world.case, by=world.manager)
    sent(browse, world.manager, f"{CASE}erasing/new/", **typed(granted(world), note=str(note.pk)))


def _refuse_erasure(world: Any, browse: Any) -> None:
    form = {"version": 1, "verdict": "refuse", "words": "It is needed."}
    assert browse(world.legal).post(reverse("erasure_decide", args=[only(Erasure).pk]), form).status_code == 303


def _erase(world: Any, browse: Any) -> None:
    _propose_erasure(world, browse)
    form = {"version": 1, "verdict": "approve", "words": "So it is."}
    assert browse(world.legal).post(reverse("erasure_decide", args=[only(Erasure).pk]), form).status_code == 303
    assert carried_out() == 1


def _tell_of_erasure(world: Any, browse: Any) -> None:
    path = reverse("erasure_tell", args=[only(ErasureNotice).pk])
    sent(browse, world.legal, path, version="1", told_on=str(day(0)), how="mail")


LIVES = (
    Life(K.ERASURE_TOLD, _erase, _tell_of_erasure),
    Life(K.ERASURE, _propose_erasure, _refuse_erasure),
    Life(K.HOLD, _place_hold, _lift),
    Life(K.PUBLICATION, _publish, _refuse_to_publish),
    Life(K.LEAK_DECISION, _leak, _decided),
    Life(K.LEAK_NOTICE, _leak, tick(K.LEAK_NOTICE)),
    Life(K.LEAK_TELL, _to_be_told, _told_of_it),
    Life(K.LEGAL_ADVICE, _ask_advisers, _advise),
    Life(K.QUESTION, _ask_question, _answer_question),
    Life(K.EMERGENCY_REVIEW, _open_emergency, _review_emergency),
    Life(K.CONTRIBUTION, _ask_agency, _hand_in),
    Life(K.ASSESSMENT_SIGN, _sign, _countersign),
    Life(K.RETENTION, _retention, _review_retention),
    Life(K.RIGHTS, _ask_rights, _answer_rights),
    Life(K.CODE, _code, _accept),
    Life(K.FOLLOW_UP, _close, _hold),
    Life(K.AGREEMENT_REVIEW, _agreement_review, _renewed),
    Life(K.PLACE_ENDS, _guest, tick(K.PLACE_ENDS)),
)
