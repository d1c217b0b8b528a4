"""manual/rules.md lists every code, and every code that the sources name has its line there."""

import re
from pathlib import Path

from conftest import TESTS

from generator import manual
from generator.checks import registered
from generator.memo.claims import CODES as MEMO_CODES
from generator.problems import LOAD_CODES

ROOT = TESTS.parent
CODE = re.compile(r"\b[EW]\d{3}\b")


def test_rules_md_is_up_to_date() -> None:
    written = (ROOT / manual.PAGE).read_text(encoding="utf-8")
    assert written == manual.rules_page(), "run `make manual`"


def test_every_code_in_the_sources_is_listed_and_the_reverse() -> None:
    used: set[str] = set()
    for path in (ROOT / "generator").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name == "problems.py":
            text = re.sub(r"(?s)LOAD_CODES.*?\n}\n", "", text, count=1)
        if path != Path(str(manual.__file__)):
            used |= set(CODE.findall(text))
    assert used == {*LOAD_CODES, *registered(), *MEMO_CODES}


def test_no_code_is_both_a_rule_and_an_error_of_loading() -> None:
    assert not LOAD_CODES.keys() & registered().keys()


def test_every_code_states_what_holds_in_one_sentence() -> None:
    rules = {code: rule.states for code, rule in registered().items()}
    for code, states in {**LOAD_CODES, **rules, **MEMO_CODES}.items():
        assert re.fullmatch(r"[A-Z“].*[^.]\.", states), (code, states)


def test_the_number_of_a_code_is_used_once() -> None:
    numbers = [code[1:] for code in (*LOAD_CODES, *registered(), *MEMO_CODES)]
    assert len(numbers) == len(set(numbers))
