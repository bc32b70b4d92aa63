"""Printed reports as PDF: every word as typed, the structure a screen reader needs, and nothing that tells more."""

from __future__ import annotations

import concurrent.futures
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharing.documents.blocks import blocks_of
from sharing.documents.labels import labels_for
from sharing.documents.pdf import ROOT, Breakdown, no_panic
from sharing.documents.report import CannotPrint, Section, Statement, Table, cannot_print
from tests.guards.sources import ROOT as REPOSITORY
from tests.sharing.reports import HOSTILE, SCRIPTS, bare, opened, pages, pdf, report, said, saying, working

TEN = tuple(f"Point {n}" for n in range(10))


# What no document can hold


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x85", "\ud800", "\ufffe", "\uffff", "\u202e", "\u2066"])
def test_a_sign_that_no_document_can_hold_is_refused_with_its_place(sign: str) -> None:
    with pytest.raises(CannotPrint, match="after “He said”"):
        saying(f"He said {sign}so")
    assert "at place 1" in cannot_print(sign)


def test_every_part_of_a_report_is_looked_at() -> None:
    for part in ("reference", "corrects", "fingerprint", "notice"):
        with pytest.raises(CannotPrint):
            report(**{part: "a\x00"})
    for part in ("key_points", "sources_used", "persons_view", "not_verified", "recommendation", "annexes"):
        with pytest.raises(CannotPrint):
            report(**{part: ("a\x00",)})
    with pytest.raises(CannotPrint):
        report(sections=(Section(1, "A", (), (Table("", ("a",), (("a\x00",),)),)),))


def test_line_ends_tabs_and_joiners_can_be_printed() -> None:
    assert cannot_print("a\tb\r\nc\nd \u200d \u00ad \u200f \U0001f600") == ""


def test_a_report_keeps_to_its_form() -> None:
    with pytest.raises(CannotPrint, match="at most five key points"):
        report(key_points=TEN[:6])
    with pytest.raises(CannotPrint, match="table “Kept”"):
        report(sections=(Section(1, "A", (), (Table("Kept", ("a", "b"), (("a",),)),)),))
    with pytest.raises(ValueError, match="not a language"):
        report(language="english")


# Every word


def test_the_pdf_says_exactly_what_the_report_says() -> None:
    made = pdf(report())
    assert (made.standards, made.missing) == (True, "")
    first, last = pages(made)
    foot = "TC-2026-0001 · Version 2 Page {} of 2"
    told = first.removesuffix(foot.format(1)) + last.removesuffix(foot.format(2))
    assert bare(told) == bare(
        """Progress report About this report Item Entry Kind of report Periodic progress report Court Harbour District
        Court Order DC-17, Probation order Person Ana Example Author Olu Officer, Probation officer Agency Harbour
        Probation Period 1 January 2026 to 31 March 2026 Date of the report 2 April 2026 Recipient Clerk of the court
        Version 2 Correction Corrects version 1 of 1 April 2026 Key points – Nine of ten appointments kept. Sources
        used – Harbour Probation: 12 records 1. Contacts Fact: She came on 3 March. Reported: She is sleeping better. —
        Harbour Health Kept Date Kept 3 March yes 2. Incidents Nothing to report 3. The person’s view I see it so. And
        so. 4. What could not be verified Her new address. 5. Recommendation Continue. 6. Annexes – Plan, version 3 7.
        Signatures Name Post Agency Signed on Olu Officer Probation officer Harbour Probation 2 April 2026 Fingerprint
        of the record: 0f3a For the court alone."""
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_typed(text: str) -> None:
    made = pdf(saying(text, key_points=(text,), persons_view=(text,)))
    assert made.standards
    assert said(made).count(bare(text)) == 3


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_every_script_comes_out_as_typed(text: str) -> None:
    made = pdf(saying(text))
    assert (made.standards, made.missing) == (True, "")
    assert bare(text) in said(made)


@pytest.mark.parametrize("text", ["مرحبا بالعالم", "שלום עולם"])
def test_scripts_that_run_leftwards_keep_their_order(text: str) -> None:
    assert bare(text) in said(pdf(saying(f"{text}.", "Then on.", language="ar")))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(max_codepoint=0x4FF, categories=["L", "N", "P", "S"]) | st.just(" "), max_size=60))
def test_any_western_text_comes_out_as_typed(text: str) -> None:
    made = pdf(saying(f"«{text}»"))
    assert made.missing in text
    if not made.missing:
        assert unicodedata.normalize("NFKC", bare(f"«{text}»")) in unicodedata.normalize("NFKC", said(made))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), max_size=4))
def test_any_text_that_is_not_refused_is_printed_to_the_standards(texts: list[str]) -> None:
    kept = [text for text in texts if not cannot_print(text)]
    made = pdf(saying("Begin", *kept, "End"))
    assert made.standards
    assert said(made).index("Begin") < said(made).index("End")
    assert set(made.missing) <= set("".join(kept))
    # read from right to left, the bracket before it is the other one
    assert all(f"U+{ord(sign):04X}" in said(made) for sign in made.missing)


# Texts no typeface has, and texts without an end


def test_a_sign_that_no_typeface_has_is_named_and_the_writer_is_told() -> None:
    made = pdf(saying("Linear \U00010000, private \ue000, mark \ufeff, plain."))
    assert (made.standards, made.missing) == (True, "\ue000\U00010000")
    assert "Linear[U+10000LINEARBSYLLABLEB008A],private[U+E000],mark,plain." in said(made)


MIXTURE = (
    "\u0020\u073d\u05d0\U0001e789\u413b\u9523b\u05d0\U0002bd4a\u05d0\t\U00018a04\u05d0\U00011835\t\U0001f235\U0002ef2eba"
    "\u7bbb\u5462 \u05d0\U00018035\t\U0001da93\u094a  \u0740\u05d1 \U0002857a\U0001586b\U0002cf52\U0002e5dba\u7410a "
    "\t\U0002be15b\U00024698\u05d0 \u05d0    \U0001cf28\u05d1\u05d0\u05d0b"
)
"""Typst 0.15 panics over it: many scripts, both directions, many signs that no typeface has."""


def test_no_mixture_of_scripts_stops_a_report(capfd: pytest.CaptureFixture[str]) -> None:
    made = pdf(saying(MIXTURE, "The end", language="en"))
    assert "panicked" in capfd.readouterr().err, "Typst can set it now: this test needs another mixture"
    assert made.standards
    assert "Theend" in said(made)
    assert "1E789" in said(made)
    assert "\u05d0" not in made.missing


def test_a_report_that_no_standard_allows_is_still_printed() -> None:
    title = "Long " * 10_000
    made = pdf(report(heading=report().heading.__class__(title=title)))
    assert not made.standards
    assert said(made).startswith("LongLongLong")
    assert "Continue." in said(made)


@pytest.mark.parametrize(
    "text",
    ["q" * 100_000, "word " * 20_000, "中" * 50_000, "\u0627" * 50_000, "😀" * 5_000, "q\n" * 5_000, "a\u200d" * 20_000,
     "a" + "\u0301" * 20_000, "\u00a0" * 100_000, "。" * 50_000, "\u200b" * 100_000, "a\u00a0" * 20_000],
    ids=lambda text: f"{ord(text[0]):x}-{ord(text[1]):x}",
)  # fmt: skip
def test_texts_of_any_length_are_printed_whole(text: str) -> None:
    made = pdf(saying(text, "The end"))
    assert made.standards
    letters = said(made)
    assert "Theend" in letters
    if bare(text[0]) and text[0] != "\u200b":
        assert letters.count(text[0]) >= text.count(text[0])


def test_long_words_stay_within_the_page_and_its_columns() -> None:
    table = Table("Words", ("a", "b", "c", "d"), (("w" * 90, "x" * 90, "y" * 90, "z" * 90),))
    made = pdf(report(sections=(Section(1, "A", (Statement("q" * 300),), (table,)),)))
    assert all(len(run) < 100 for run in re.findall("q+", "\n".join(pages(made))))
    assert all(len(run) < 40 for run in re.findall("w+|z+", "\n".join(pages(made))))


def test_a_panic_of_the_typesetter_is_an_error_and_tells_nothing() -> None:
    class PanicException(BaseException):
        pass

    with pytest.raises(Breakdown, match=r"^the typesetter broke down$") as raised, no_panic():
        raise PanicException("words of the report")
    assert raised.value.__suppress_context__
    with pytest.raises(KeyboardInterrupt), no_panic():
        raise KeyboardInterrupt


# Working copies


def test_working_copies_show_their_sources_and_a_mark_and_signed_ones_do_not() -> None:
    draft, final = said(pdf(working(report()))), said(pdf(report()))
    assert "Contactof3March" in draft
    assert "Noteof4March" in draft
    assert "Notsignedyet" in draft
    assert draft.count("Workingcopy") >= 3
    assert not any(words in final for words in ("Contactof3March", "Noteof4March", "Workingcopy"))


def test_every_page_has_its_number_the_reference_and_the_version() -> None:
    made = pages(pdf(saying(*["A paragraph of a few words. " * 20] * 40)))
    assert len(made) > 5
    for number, text in enumerate(made, start=1):
        assert f"TC-2026-0001 · Version 2 Page {number} of {len(made)}" in text


def test_the_head_of_a_table_comes_back_on_each_of_its_pages() -> None:
    rows = tuple((f"{n} March", "yes") for n in range(120))
    made = pages(pdf(report(sections=(Section(1, "A", (), (Table("Kept", ("Wann", "Wie"), rows),)),))))
    assert [("Wann Wie" in text) for text in made if " March yes" in text] == [True] * 4


def test_labels_follow_the_language_and_say_no_more_than_the_report() -> None:
    german = report(labels=labels_for("en-gb"), language="de")
    assert str(opened(pdf(german)).Root.Lang) == "de"
    assert [block for block in blocks_of(german) if "Nothing" in str(block)]


# What a screen reader and an archive need


def structure(node: pikepdf.Object, parents: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """Every tag of a structure tree with those above it, in order."""
    if isinstance(node, pikepdf.Array):
        return [tag for child in node for tag in structure(child, parents)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    name = str(node.S) if "/S" in node else ""
    own = [(name, parents)] if name else []
    return own + (structure(node.K, (*parents, name) if name else parents) if "/K" in node else [])


@pytest.mark.parametrize("copy", ["signed", "working"])
def test_the_pdf_is_tagged_as_pdf_ua_asks(copy: str) -> None:
    made = opened(pdf(report() if copy == "signed" else working(report())))
    root = made.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en-GB"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    tags = structure(root.StructTreeRoot.K)
    names = [name for name, _above in tags]
    assert names[0] == "/Document"
    assert names.count("/H1") == 1
    assert names.count("/H2") == 9
    assert next(name for name in names if re.fullmatch("/H[1-6]", name)) == "/H1"
    assert names.count("/Table") == (3 if copy == "signed" else 2)
    assert all("/THead" in above and "/TR" in above for name, above in tags if name == "/TH")
    assert all("/TBody" in above for name, above in tags if name == "/TD")
    assert all("/L" in above for name, above in tags if name in ("/LI", "/LBody"))
    assert {"/Table", "/TH", "/TD", "/Caption", "/BlockQuote", "/P", "/L", "/LBody"} <= set(names)
    assert ("/Note" in names) == (copy == "working")
    for page in made.pages:
        assert "/StructParents" in page
        assert str(page.get("/Tabs", "/S")) == "/S"


def test_the_metadata_claims_both_standards() -> None:
    with opened(pdf(report())).open_metadata() as said_of:
        assert said_of["pdfuaid:part"] == "1"
        assert (said_of["pdfaid:part"], said_of["pdfaid:conformance"]) == ("2", "A")
        assert said_of["dc:title"] == "Progress report"


def test_the_metadata_says_title_language_program_and_moment_alone() -> None:
    made = opened(pdf(working(report())))
    assert {str(key): str(value) for key, value in made.docinfo.items()} == {
        "/Title": "Progress report", "/Creator": made.docinfo["/Creator"],
        "/CreationDate": "D:20260402123000Z", "/ModDate": "D:20260402123000Z",
    }  # fmt: skip
    assert re.fullmatch(r"Typst [\d.]+", str(made.docinfo["/Creator"]))
    xmp = made.Root.Metadata.read_bytes().decode()
    words = ("Ana", "Olu", "Harbour", "TC-2026", "DC-17", "Contact", "Note of", "sleeping", os.sep + "tmp", "localhost")
    assert [word for word in words if word in xmp] == []
    assert "/Author" not in str(made.trailer)
    assert [key for key in ("/Names", "/AF", "/AcroForm", "/OpenAction", "/AA") if key in made.Root] == []


def fonts(made: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every typeface of every page."""
    return [font for page in made.pages for font in page.Resources.get("/Font", {}).values()]


def test_every_typeface_is_embedded_and_tells_its_letters() -> None:
    made = opened(pdf(saying(*SCRIPTS.values(), *HOSTILE)))
    found = fonts(made)
    assert len(found) > 10
    for font in found:
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "/ToUnicode" in font


# The same bytes everywhere, from nothing but the report

PROGRAM = """
import hashlib, os, sys
denied = ("socket.", "urllib.", "subprocess.", "os.system", "os.exec")
def watch(event, arguments):
    if watching and event.startswith(denied): raise SystemExit("tried " + event)
watching = False
sys.addaudithook(watch)
import django; django.setup()
from tests.sharing.reports import pdf, report, working
from sharing.documents.docx import report_docx
watching = True
print(hashlib.sha256(pdf(working(report())).content + report_docx(working(report()))).hexdigest())
"""


def test_another_process_without_a_network_makes_the_same_bytes() -> None:
    from sharing.documents.docx import report_docx

    here = hashlib.sha256(pdf(working(report())).content + report_docx(working(report()))).hexdigest()
    alone = ["unshare", "--map-root-user", "--net"]
    tried = shutil.which("unshare") and subprocess.run([*alone, "true"], capture_output=True, check=False)
    program = [*(alone if tried and tried.returncode == 0 else []), sys.executable, "-c", PROGRAM]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), "TZ": "Asia/Tokyo", "LC_ALL": "C",
                   "PYTHONHASHSEED": "7", "ENVIRONMENT": "development", "DJANGO_SETTINGS_MODULE": "config.settings",
                   "HOME": "/nonexistent"}  # fmt: skip
    done = subprocess.run(program, capture_output=True, text=True, cwd="/", env=environment, check=False)
    assert (done.stdout.strip(), done.returncode) == (here, 0), done.stderr


def test_threads_do_not_disturb_each_other() -> None:
    reports = [saying(f"Report {n}") for n in range(6)]
    wanted = [pdf(each).content for each in reports]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert [made.content for made in pool.map(pdf, reports * 3)] == wanted * 3


def resident() -> int:
    """Megabytes this process holds."""
    pages_held = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages_held * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def test_the_typesetter_keeps_nothing_of_earlier_reports() -> None:
    held = []
    for number in range(16):
        pdf(working(saying(*[f"{number}.{n} {'Some words of a paragraph. ' * 25}" for n in range(80)])))
        held.append(resident())
    assert held[-1] - held[3] < 45, held  # a report of this length costs some 9 while it is kept


def test_a_template_reads_nothing_but_itself_and_its_typefaces() -> None:
    assert sorted(path.name for path in ROOT.iterdir()) == ["fonts", "report.typ"]
    assert {path.suffix for path in (ROOT / "fonts").iterdir()} == {".ttf", ".otf", ".txt"}
    assert "SIL OPEN FONT LICENSE" in (ROOT / "fonts" / "LICENSES.txt").read_text()
    template = (ROOT / "report.typ").read_text()
    assert not re.search(r"@preview|#?import |include |read\(|eval\(", template)
