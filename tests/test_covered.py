"""The floor under coverage: what decides and acts is run whole, the rest nearly, and a run without data is no pass."""

from typing import Any

import covered
import pytest

WHOLE: dict[str, Any] = {"missing_lines": [], "missing_branches": []}


def report(percent: float = 95.0, **files: Any) -> dict[str, Any]:
    names = {name.replace("__", "/") + ".py": {**WHOLE, **missing} for name, missing in files.items()}
    return {"files": {"access/policy.py": WHOLE, **names}, "totals": {"percent_covered": percent}}


def test_enough_is_enough() -> None:
    assert covered.gaps(report(casework__services__notes={}, casework__views__notes={"missing_lines": [3]})) == []


@pytest.mark.parametrize("name", ["access__policy", "access__ways", "sharing__services__feeds", "a__services__b__c"])
def test_one_missed_line_or_branch_of_what_decides_is_told(name: str) -> None:
    (lines,) = covered.gaps(report(95.0, **{name: {"missing_lines": [7, 9]}}))
    assert lines == f"{name.replace('__', '/')}.py: not run: 7, 9"
    (branch,) = covered.gaps(report(95.0, **{name: {"missing_branches": [[4, 6], [8, -1]]}}))
    assert branch.endswith("not run: 4->6, 8->-1")


def test_too_little_of_the_rest_is_told() -> None:
    (sentence,) = covered.gaps(report(94.9))
    assert sentence.startswith("the product: 94.9 %")


def test_nothing_measured_is_no_pass() -> None:
    assert covered.gaps({"files": {}, "totals": {"percent_covered": 100.0}}) == ["nothing was measured"]
