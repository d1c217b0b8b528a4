"""The manual's program over an archive: a thousand articles, on a local Dask cluster."""

import contextlib
import io
import re
from functools import partial
from pathlib import Path

import pytest
from dask import distributed
from site_support import ROOT

PEOPLE = ("Ilse Torv", "Ramiro Quell", "Hanne Lidd", "Joren Pask", "Maren Oldefar")
ARTICLES = 1000


def article(number: int) -> str:
    name = PEOPLE[number % len(PEOPLE)]
    return (
        f"Talks on quota {number} end\n\nPort Lund, 5 May 2031\n\n"
        f"“We shall need {number} boats for it,” fisheries minister {name} said on Monday.\n"
    )


def test_the_manuals_program_runs_over_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program,) = re.findall(
        r"^```python\n(.*?)^```", (ROOT / "manual/draft.md").read_text("utf-8"), re.M | re.S
    )
    (tmp_path / "archive").mkdir()
    for number in range(ARTICLES):
        (tmp_path / f"archive/{number:04}.txt").write_text(article(number), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with distributed.LocalCluster(
        processes=True,
        n_workers=2,
        threads_per_worker=1,
        dashboard_address=None,
        host="127.0.0.1",
    ) as cluster:
        monkeypatch.setattr(distributed, "Client", partial(distributed.Client, cluster))
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(program, "manual/draft.md", "exec"), {"__name__": "archive"})
    rows = [row.split("\t") for row in printed.getvalue().splitlines()]
    assert rows == [
        [PEOPLE[n % len(PEOPLE)].lower().replace(" ", "-"), f"We shall need {n} boats for it,"]
        for n in range(ARTICLES)
    ]
