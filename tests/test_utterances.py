"""What is one utterance, reported by several articles, and what are two."""

import datetime
from collections.abc import Iterable
from typing import Any

import pytest
import yaml
from conftest import DATA

from generator.model import Cited, Quotation
from generator.utterances import utterances_of

CASES: list[dict[str, Any]] = yaml.safe_load((DATA / "utterances.yml").read_text(encoding="utf-8"))


def quotations(rows: Iterable[dict[str, Any]]) -> list[Cited[Quotation]]:
    return [
        Cited(
            id=f"{row['article']}-{number}",
            article=row["article"],
            entry=Quotation(
                speaker=row.get("by", "torv"), exact=row["exact"], said=row.get("said")
            ),
            evidence=(),
            path=(),
        )
        for number, row in enumerate(rows)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_utterances(case: dict[str, Any]) -> None:
    cited = quotations(case["quotations"])
    days = {
        name: datetime.date(2031, 5, day) for name, day in zip("abcd", (5, 6, 7, 28), strict=True)
    }
    found = utterances_of(cited, days)
    assert [
        sorted(cited.index(witness) for witness in utterance.witnesses) for utterance in found
    ] == case["utterances"]
    for utterance in found:
        told = [w for wording in utterance.others for w in wording]
        assert utterance.cited in utterance.witnesses
        assert utterance.cited not in told
        longest = max(len(w.entry.exact.split()) for w in utterance.witnesses)
        assert len(utterance.cited.entry.exact.split()) == longest
        assert [len(utterance.others)] == [
            other for index, other in enumerate(case["others"]) if found[index] is utterance
        ]
