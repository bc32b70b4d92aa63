"""Every act and every ground that the code writes into the trail has words a caseworker understands."""

import ast
import pathlib

from access.choices import Operation
from casework.trail_words import GROUNDS, SENTENCES, ground_words, sentence

ROOT = pathlib.Path(__file__).resolve().parents[2]
CALLS = {"record", "consulted", "consulted_across", "refused"}


def spoken() -> tuple[set[str], set[str]]:
    """Verbs and grounds that stand as literal text in calls to the trail, on the floors that touch a case."""
    verbs, grounds = set(), set()
    for floor in ("access", "casework", "assessments", "sharing"):
        for path in (ROOT / floor).rglob("*.py"):
            if "demo" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                    continue
                if node.func.attr not in CALLS or getattr(node.func.value, "id", "") != "trail":
                    continue
                if len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                    verbs.add(str(node.args[1].value))
                for keyword in node.keywords:
                    if keyword.arg == "ground" and isinstance(keyword.value, ast.Constant):
                        grounds.add(str(keyword.value.value))
    return verbs, grounds


def test_every_verb_and_ground_has_words() -> None:
    verbs, grounds = spoken()
    assert len(verbs) > 15
    silent = {
        verb for verb in verbs if verb.split(".")[0] not in ("api", "agency", "session") and verb not in SENTENCES
    }
    assert not silent
    assert not {ground for ground in grounds if ground and ground not in GROUNDS}


def test_words_for_the_unforeseen() -> None:
    assert sentence("door.note_list", "refuse") == "Tried to open a page of the case"
    assert sentence("something.new", "alter") == str(Operation.ALTER.label)
    assert ground_words("a_new_ground") == "a new ground"
