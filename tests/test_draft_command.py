"""`readout draft`: from an article to seed files without errors; a person's files are kept."""

import datetime
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import DATA, Project
from drafts_support import DAY, TEXT, draft

import generator.cli
from generator.draft import desk, processes
from generator.draft.model import Draft
from generator.draft.nlp import PipelineError
from generator.seedfile import MAX_BYTES

NAME = "2031-09-02-velmora-and-tarsk-open-talks-on-the-water-of-the-sarn"
ARTICLE = f"seeds/articles/{NAME}"

BRIEFING = """# yaml-language-server: $schema=.schema/briefing.json
title: The Sarn  # ours
language: en

parties:   # in this order
  velmora: {name: Velmora, kind: state, aliases: [the Republic]}

# People we know.
people:
  hanne-lidd:
    name: 'Hanne Lidd'   # water minister
    party: velmora
  # More to come.

issues:
    summer-flow:
        name: Summer flow
glossary: {}
"""


@pytest.fixture
def talks(tmp_path: Path) -> Project:
    """Give a project with a briefing.yml and no articles, and the article beside it."""
    project = Project(tmp_path / "talks")
    project.write("briefing.yml", BRIEFING)
    (project.folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return project


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    """Give a function that lets a draft made by hand stand for what is proposed."""

    def propose(**changes: Any) -> list[Any]:
        asked: list[Any] = []

        def proposed(text: str, published: Any = None, model: Any = None) -> Draft:
            asked.append((text, published, model))
            return draft(**({"published": published or DAY} | changes))

        monkeypatch.setattr(processes, "propose", proposed)
        return asked

    return propose


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch, talks: Project) -> Callable[..., Result]:
    """Give a function that runs the command for a person who types these answers."""

    def run(answers: str, *arguments: str) -> Result:
        monkeypatch.setattr(generator.cli, "_somebody_is_there", lambda: True)
        monkeypatch.chdir(talks.folder)
        return CliRunner().invoke(generator.cli.main, ["draft", *arguments], input=answers)

    return run


def seeds_of(project: Project) -> dict[str, bytes]:
    return {
        path.relative_to(project.folder).as_posix(): path.read_bytes()
        for path in sorted(project.seeds.rglob("*"))
        if path.is_file()
    }


def stdin(project: Project, raw: bytes, *arguments: str) -> Result:
    before = Path.cwd()
    os.chdir(project.folder)
    try:
        return CliRunner().invoke(generator.cli.main, ["draft", "-", *arguments], input=raw)
    finally:
        os.chdir(before)


# From an article to seed files


def test_an_article_becomes_seed_files_without_errors(tmp_path: Path) -> None:
    made = Project(tmp_path).readout("new", "talks")
    assert made.exit_code == 0
    project = Project(tmp_path / "talks")
    text = (DATA / "fishing/seeds/articles/2031-05-05-second-round.txt").read_bytes()
    (project.folder / "in.txt").write_bytes(text)
    before = (project.seeds / "briefing.yml").read_text(encoding="utf-8")
    result = project.readout("draft", "in.txt", "--yes", "--published", "2031-05-05")
    assert result.exit_code == 0, result.output
    assert "Next: " in result.output
    (data,) = set(project.seeds.glob("articles/*.yml")) - {
        project.seeds / "articles" / f"{name}.yml"
        for name in ("2031-05-05-quota-talks", "2031-05-07-smaller-cut")
    }
    assert data.with_suffix(".txt").read_bytes() == text
    assert project.readout("check").exit_code == 0
    # People who were there are themselves, and nothing of the file's own is gone.
    said = yaml.safe_load(data.read_text(encoding="utf-8"))
    assert {"ilse-torv", "ramiro-quell"} & {each["speaker"] for each in said["quotations"]}
    rows = iter((project.seeds / "briefing.yml").read_text(encoding="utf-8").split("\n"))
    assert all(row in rows for row in before.split("\n"))


def test_a_new_project_gets_its_briefing(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("articles/.keep", "")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    result = project.readout("draft", "a.txt", "--yes")
    assert result.exit_code == 0, result.output
    briefing = yaml.safe_load((project.seeds / "briefing.yml").read_text(encoding="utf-8"))
    assert briefing["title"] == "Velmora and Tarsk open talks on the water of the Sarn"
    assert briefing["people"]["hanne-lidd"]["party"] == "velmora"
    assert project.complaints("error") == []


def test_it_says_what_was_written_and_what_comes_next(talks: Project, by_hand: Any) -> None:
    by_hand()
    result = talks.readout("draft", "a.txt", "--yes")
    rows = result.output.splitlines()
    assert rows[:3] == [
        f"{ARTICLE}.txt",
        f"{ARTICLE}.yml: 7 entries, 5 more as comments",
        "seeds/briefing.yml: 4 entries added",
    ]
    assert rows[-1].startswith("Next: ")
    assert rows[-1].endswith("readout check")
    assert (talks.folder / f"{ARTICLE}.txt").read_text(encoding="utf-8") == TEXT


def test_briefing_yml_grows_and_keeps_every_byte(talks: Project, by_hand: Any) -> None:
    by_hand()
    talks.readout("draft", "a.txt", "--yes")
    after = (talks.seeds / "briefing.yml").read_text(encoding="utf-8")
    assert after == BRIEFING.replace(
        "aliases: [the Republic]}\n",
        "aliases: [the Republic]}\n  # 0.90: as printed\n  tar:\n    name: Tarsk\n"
        "    kind: state\n    country: XT\n",
    ).replace(
        "    party: velmora\n",
        "    party: velmora\n  # 0.90: as printed\n  pask:\n    name: Joren Pask\n"
        "    party: tar\n    aliases: [Pask]\n",
    ).replace(
        "        name: Summer flow\n",
        "        name: Summer flow\n\nplaces:\n  # 0.90: as printed\n  okmund:\n"
        "    name: Okmund\n    country: XV\n",
    ).replace("glossary: {}\n", "glossary: \n  WWC: World Water Council\n")


def test_ids_are_those_of_briefing_yml(talks: Project, by_hand: Any) -> None:
    by_hand()
    talks.readout("draft", "a.txt", "--yes")
    said = yaml.safe_load((talks.folder / f"{ARTICLE}.yml").read_text(encoding="utf-8"))
    assert [each["speaker"] for each in said["quotations"]] == ["hanne-lidd", "pask"]
    assert said["meetings"][0]["parties"] == ["velmora", "tar"]
    assert "which issue (summer-flow)" in (talks.folder / f"{ARTICLE}.yml").read_text("utf-8")


def test_the_same_article_gives_the_same_bytes(talks: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "other")
    shutil.copytree(talks.folder, other.folder)
    for project in (talks, other):
        assert project.readout("draft", "a.txt", "--yes").exit_code == 0
    assert seeds_of(talks) == seeds_of(other)


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_pages_and_markdown_bring_their_metadata(talks: Project, suffix: str) -> None:
    paragraphs = TEXT.split("\n\n")[2:]
    (talks.folder / "a.html").write_text(
        "<html><head><title>The Sarn</title><meta name='author' content='Ina Bek'>"
        "<meta property='article:published_time' content='2031-09-02'>"
        f"</head><body><article>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article></body>"
    )
    (talks.folder / "a.md").write_text(
        "---\ntitle: The Sarn\nauthor: Ina Bek\ndate: 2031-09-02\n---\n" + "\n\n".join(paragraphs)
    )
    result = talks.readout("draft", f"a.{suffix}", "--yes")
    assert result.exit_code == 0, result.output
    said = yaml.safe_load((talks.seeds / "articles/2031-09-02-the-sarn.yml").read_text("utf-8"))
    assert (said["headline"], said["byline"]) == ("The Sarn", "Ina Bek")
    assert said["published"] == DAY
    assert talks.complaints("error") == []


def test_standard_input(talks: Project) -> None:
    result = stdin(talks, TEXT.replace("\n", "\r\n").encode(), "--yes")
    assert result.exit_code == 0, result.output
    assert "  the text was changed: its line ends were those of Windows" in result.output
    assert (talks.folder / f"{ARTICLE}.txt").read_text(encoding="utf-8") == TEXT


def test_many_files_in_several_processes(talks: Project) -> None:
    names = []
    for number in range(1, 7):
        names.append(f"{number}.txt")
        text = TEXT.replace("2 September", f"{number} September")
        (talks.folder / names[-1]).write_text(text, encoding="utf-8")
    (talks.folder / "0.txt").write_bytes(b"%PDF-1.7")
    result = talks.readout("draft", "0.txt", *names, "--yes", "--jobs", "2")
    assert result.exit_code == 1
    assert "0.txt: is a PDF; text is needed\n  help: " in result.output
    assert len(list(talks.seeds.glob("articles/*.yml"))) == 6
    # Who is new in six articles is added once.
    assert (talks.seeds / "briefing.yml").read_text(encoding="utf-8").count("Joren Pask") == 1
    assert talks.complaints("error") == []


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script> said Ilse Torv. “<b>{{ 7 * 7 }}</b>,” she said.",
        "headline: x\n- a: b\n# readout: ignore E201 x\n{a: b} &a *b |\n---\n...\n“NO”, Torv said.",
        "“\u202egnal\u202c \u200btalks\ufeff,” said the minister, Ilse\u00a0Torv. \x07",
        "'\"“”‘’«»" * 50,
        "“It never ends, said Ilse Torv.\n\n“" * 30,
    ],
    ids=["html", "yaml", "bidi", "marks", "unclosed"],
)
def test_hostile_articles_give_files_without_errors(talks: Project, body: str) -> None:
    text = f"Talks: the # end\n\n{body}\n"
    result = stdin(talks, text.encode(), "--yes", "--published", "2031-09-02")
    assert result.exit_code == 0, result.output
    assert (talks.seeds / "articles/2031-09-02-talks-the-end.txt").read_bytes() == text.encode()
    assert talks.complaints("error") == []
    data = (talks.seeds / "articles/2031-09-02-talks-the-end.yml").read_text(encoding="utf-8")
    assert not set(data) & set("\u202e\u202c\u200b\ufeff\x07")


def test_one_id_is_one_meeting(talks: Project, by_hand: Any) -> None:
    talks.write("articles/2031-08-01-a.txt", "Talks in May. Talks in June.\n")
    talks.write(
        "articles/2031-08-01-a.yml",
        "headline: x\npublished: 2031-08-01\nmeetings:\n"
        "  - {id: talks, name: Talks, evidence: Talks in May}\n"
        "  - {id: 'talks-2', name: Talks, evidence: Talks in June}\n",
    )
    by_hand()
    for _ in range(2):  # and its own meeting is no other's
        talks.readout("draft", "a.txt", "--yes", "--update")
    written = (talks.folder / f"{ARTICLE}.yml").read_text(encoding="utf-8")
    assert [each["id"] for each in yaml.safe_load(written)["meetings"]] == ["talks-3"]
    assert "# 2031-08-01-a has a meeting talks, too." in written


# What it refuses


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "standard input: is empty"),
        (b"\x00\x01\x02", "standard input: is a binary file; text is needed"),
        (b"%PDF-1.4", "standard input: is a PDF; text is needed"),
        (b"word " * 2_000_000, "standard input: is longer than 5,000,000 bytes"),
        (b"Talks\n\nNo date.", "standard input: has no date of publication that could be found"),
    ],
    ids=["empty", "binary", "pdf", "ten megabytes", "no date"],
)
def test_what_it_cannot_draft_from_is_said(talks: Project, raw: bytes, why: str) -> None:
    before = seeds_of(talks)
    result = stdin(talks, raw, "--yes")
    assert result.exit_code == 1
    assert why in result.output
    assert "  help: " in result.output
    assert seeds_of(talks) == before


def test_the_longest_text_is_finished(talks: Project) -> None:
    line = (
        "The ferry to Port Lund was late once more, and nobody at the pier said why that was.\n\n"
    )
    raw = ("Talks end\n\n" + line * (MAX_BYTES // len(line) - 1) + "“No,” said Ilse Torv.").encode()
    result = stdin(talks, raw, "--yes", "--published", "2031-09-02")
    assert result.exit_code == 0, result.output
    data = (talks.seeds / "articles/2031-09-02-talks-end.yml").read_text(encoding="utf-8")
    assert "Only the first 100,000 of" in data


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("no-such.txt",),
        ("a.txt", "--jobs", "0"),
        ("a.txt", "--published", "2031-02-30"),
        ("seeds",),
    ],
)
def test_wrong_usage(talks: Project, arguments: tuple[str, ...]) -> None:
    assert talks.readout("draft", *arguments).exit_code == 2


def test_without_seeds_it_says_where_to_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    result = Project(tmp_path).readout("draft", "a.txt")
    assert result.exit_code == 1
    assert "Error: seeds: there is no such folder; run the command where" in result.output


def test_a_briefing_with_errors_is_not_added_to(talks: Project) -> None:
    talks.write("briefing.yml", "title: T\nlanguage: en\nparties: {}\nnobody: x\n")
    before = seeds_of(talks)
    result = talks.readout("draft", "a.txt", "--yes")
    assert result.exit_code == 1
    assert "E131" in result.output
    assert "1 error, 0 warnings. Nothing was written." in result.output
    assert seeds_of(talks) == before


def test_what_is_there_is_not_overwritten(talks: Project) -> None:
    talks.write(f"articles/deep/{NAME}.yml", "mine")
    before = seeds_of(talks)
    result = talks.readout("draft", "a.txt", "--yes")
    assert result.exit_code == 1
    assert f"a.txt: seeds/articles/deep/{NAME}.yml is there already" in result.output
    assert "--update adds to it" in result.output
    assert seeds_of(talks) == before


def test_two_articles_of_one_name_are_told_apart(talks: Project) -> None:
    (talks.folder / "b.txt").write_text(TEXT + "More.\n", encoding="utf-8")
    result = talks.readout("draft", "a.txt", "b.txt", "--yes", "--jobs", "1")
    assert result.exit_code == 1
    assert "b.txt: has the date and the headline of a.txt" in result.output
    assert (talks.folder / f"{ARTICLE}.txt").read_text(encoding="utf-8") == TEXT


def test_an_article_is_written_whole_or_not_at_all(
    talks: Project, by_hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand()
    real = desk.write_whole

    def fails(path: Path, raw: bytes) -> None:
        if path.name == f"{NAME}.yml":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(path, raw)

    monkeypatch.setattr(desk, "write_whole", fails)
    result = talks.readout("draft", "a.txt", "--yes")
    assert result.exit_code == 1
    assert f"{ARTICLE}.yml cannot be written: No space left on device" in result.output
    assert [path.name for path in talks.seeds.rglob("*.*")] == ["briefing.yml"]


def test_nothing_is_written_out_of_the_seeds(talks: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (talks.seeds / "articles").symlink_to(tmp_path / "elsewhere")
    result = talks.readout("draft", "a.txt", "--yes")
    assert result.exit_code == 1
    assert "a symbolic link leads out of the seeds folder" in result.output
    assert list((tmp_path / "elsewhere").iterdir()) == []


# Asking


def test_without_a_yes_briefing_yml_is_left(talks: Project, by_hand: Any) -> None:
    by_hand()
    result = talks.readout("draft", "a.txt")
    assert result.exit_code == 0
    assert "seeds/briefing.yml is as it was (--yes adds it)." in result.output
    assert "  people: pask (Joren Pask)" in result.output
    assert (talks.seeds / "briefing.yml").read_text(encoding="utf-8") == BRIEFING
    # What needs the missing is commented out, so that the check has no errors.
    assert talks.complaints("error") == []
    written = (talks.folder / f"{ARTICLE}.yml").read_text(encoding="utf-8")
    assert "cannot stand: “Joren Pask” is not in briefing.yml (pask)" in " ".join(
        written.replace("# ", "").split()
    )


@pytest.mark.parametrize(("answer", "grows"), [("y\n", True), ("\n", True), ("n\n", False)])
def test_a_person_is_asked_once(
    talks: Project, by_hand: Any, at_terminal: Any, answer: str, grows: bool
) -> None:
    by_hand()
    result = at_terminal(answer, "a.txt")
    assert result.exit_code == 0, result.output
    assert "  places: okmund (Okmund)\n" in result.output
    assert result.output.count("Add these to seeds/briefing.yml? [Y/n]") == 1
    assert ("Joren Pask" in (talks.seeds / "briefing.yml").read_text("utf-8")) is grows
    assert talks.complaints("error") == []


def test_the_date_is_asked_and_used(talks: Project, by_hand: Any, at_terminal: Any) -> None:
    asked = by_hand(published=None)
    result = at_terminal("soon\n2031-09-02\ny\n", "a.txt")
    assert result.exit_code == 0, result.output
    assert "a.txt: published on: " in result.output
    assert "'soon' is not a date" in result.output
    # Days such as Friday are reckoned from it.
    assert [published for _, published, _ in asked] == [None, DAY]
    assert (talks.folder / f"{ARTICLE}.yml").is_file()


def test_the_title_is_asked_for_a_new_briefing(
    talks: Project, by_hand: Any, at_terminal: Any
) -> None:
    by_hand()
    (talks.seeds / "briefing.yml").unlink()
    result = at_terminal("y\nThe Sarn: talks\n", "a.txt")
    assert result.exit_code == 0, result.output
    assert "Write seeds/briefing.yml with these? [Y/n]" in result.output
    briefing = yaml.safe_load((talks.seeds / "briefing.yml").read_text(encoding="utf-8"))
    assert briefing["title"] == "The Sarn: talks"


def test_who_leaves_at_a_question_leaves_nothing(
    talks: Project, by_hand: Any, at_terminal: Any
) -> None:
    by_hand()
    before = seeds_of(talks)
    assert at_terminal("", "a.txt").exit_code == 1
    assert seeds_of(talks) == before


def test_an_option_dates_the_article(talks: Project, by_hand: Any) -> None:
    asked = by_hand(headline="Talks")
    talks.readout("draft", "a.txt", "--yes", "--published", "2031-09-03")
    assert asked == [(TEXT, datetime.date(2031, 9, 3), None)]
    said = (talks.seeds / "articles/2031-09-03-talks.yml").read_text(encoding="utf-8")
    assert "published: 2031-09-03\n" in said
    # What gives another date away is no evidence for this one.
    assert yaml.safe_load(said)["published_evidence"] == "2 September 2031"


@pytest.fixture
def pipelines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any], None]]:
    """Give a function that says what loading a spaCy pipeline gives, or raises."""

    def load(given: Any) -> None:
        def loaded(model: str | None) -> Any:
            if isinstance(given, Exception):
                raise given
            return given, model

        processes._pipeline.cache_clear()
        monkeypatch.setattr(processes, "load_pipeline", loaded)

    yield load
    processes._pipeline.cache_clear()


def test_spacy_is_named_once_where_it_is_missing(
    talks: Project, by_hand: Any, pipelines: Any
) -> None:
    by_hand()
    pipelines(PipelineError("spaCy is not installed: `pip install …`"))
    (talks.folder / "b.txt").write_text(TEXT, encoding="utf-8")
    stdin(talks, TEXT.encode(), "--yes", "--published", "2031-09-04")
    result = talks.readout("draft", "a.txt", "--yes")
    assert result.exit_code == 0, result.output
    said = "More speakers would be found with spaCy. spaCy is not installed: `pip install …`\n"
    assert result.output.count(said) == 1


@pytest.mark.parametrize("options", [(), ("--model", "en_x")])
def test_a_pipeline_is_used_where_there_is_one(
    talks: Project, by_hand: Any, pipelines: Any, options: tuple[str, ...]
) -> None:
    asked = by_hand()
    pipelines("pipeline")
    result = talks.readout("draft", "a.txt", "--yes", *options)
    assert [model for *_, model in asked] == [("pipeline", options[1] if options else None)]
    assert "spaCy" not in result.output


def test_a_pipeline_that_is_named_has_to_be_there(talks: Project, pipelines: Any) -> None:
    pipelines(PipelineError("no spaCy pipeline 'en_x'; installed: none"))
    before = seeds_of(talks)
    result = talks.readout("draft", "a.txt", "--yes", "--model", "en_x")
    assert result.exit_code == 1
    assert "a.txt: cannot be read with en_x: no spaCy pipeline 'en_x'" in result.output
    assert seeds_of(talks) == before


# A person's files


MINE = """# mine
headline: 'Velmora and Tarsk'   # shorter
published: 2031-09-02

quotations:   # as heard
    - speaker: velmora   # not Lidd herself
      exact: A river does not read maps
    # and more

meetings: []
"""


def test_update_adds_what_is_new_and_keeps_every_byte(talks: Project, by_hand: Any) -> None:
    by_hand()
    talks.write(f"articles/{NAME}.txt", TEXT)
    talks.write(f"articles/{NAME}.yml", MINE)
    result = talks.readout("draft", f"{ARTICLE}.txt", "--update", "--yes")
    assert result.exit_code == 0, result.output
    assert f"{ARTICLE}.yml: 6 entries added, 5 more as comments" in result.output
    after = (talks.folder / f"{ARTICLE}.yml").read_text(encoding="utf-8")
    rows = iter(after.split("\n"))
    mine = [row for row in MINE.split("\n") if row != "meetings: []"]
    assert all(row in rows for row in mine)
    said = yaml.safe_load(after)
    assert said["headline"] == "Velmora and Tarsk"
    # One is there already, one is new.
    assert [each["speaker"] for each in said["quotations"]] == ["velmora", "pask"]
    assert len(said["meetings"]) == 1
    assert after.index("\ndateline: okmund\n") < after.index("\nquotations:")
    assert after.index("\nmeetings:") < after.index("\nparticipants:")
    assert talks.complaints("error") == []
    # Again there is nothing new, neither entries nor comments.
    again = talks.readout("draft", f"{ARTICLE}.txt", "--update", "--yes")
    assert f"{ARTICLE}.yml: 0 entries added, 0 more as comments" in again.output
    assert (talks.folder / f"{ARTICLE}.yml").read_text(encoding="utf-8") == after


def test_update_finds_the_pair_by_date_and_headline(talks: Project, by_hand: Any) -> None:
    by_hand()
    talks.write(f"articles/deep/{NAME}.txt", TEXT)
    talks.write(f"articles/deep/{NAME}.yml", MINE)
    result = talks.readout("draft", "a.txt", "--update", "--yes")
    assert f"seeds/articles/deep/{NAME}.yml: 6 entries added" in result.output
    assert talks.complaints("error") == []


def test_update_never_rewrites_a_text(talks: Project, by_hand: Any) -> None:
    by_hand()
    talks.write(f"articles/{NAME}.txt", TEXT + "\n")
    talks.write(f"articles/{NAME}.yml", MINE)
    before = seeds_of(talks)
    result = talks.readout("draft", "a.txt", "--update", "--yes")
    assert result.exit_code == 1
    assert f"{ARTICLE}.txt holds another text" in result.output
    assert seeds_of(talks) == before


@pytest.mark.parametrize(
    ("mine", "why"),
    [
        ("headline: x\npublished: 2031-09-02\nnobody: x\n", "has errors"),
        ("headline: x\npublished: [\n", "has errors"),
        ("{headline: x, published: 2031-09-02}\n", "nothing can be added to"),
    ],
)
def test_update_leaves_what_it_cannot_read_or_add_to(
    talks: Project, by_hand: Any, mine: str, why: str
) -> None:
    by_hand()
    talks.write(f"articles/{NAME}.txt", TEXT)
    talks.write(f"articles/{NAME}.yml", mine)
    before = seeds_of(talks)
    result = talks.readout("draft", f"{ARTICLE}.txt", "--update")
    assert result.exit_code == 1
    assert why in result.output
    assert seeds_of(talks) == before


def test_a_text_among_the_articles_gets_its_file_beside_it(talks: Project) -> None:
    path = talks.write("articles/deep/2031-09-02-sarn-talks.txt", TEXT.replace("2 September", "x"))
    result = talks.readout("draft", str(path), "--yes")
    assert result.exit_code == 0, result.output
    data = path.with_suffix(".yml")
    assert "published: 2031-09-02\n" in data.read_text(encoding="utf-8")  # its name says so
    assert "$schema=../../.schema/article.json" in data.read_text(encoding="utf-8")
    assert len(list(talks.seeds.rglob("*.txt"))) == 1
    assert talks.complaints("error") == []


def test_a_briefing_that_nothing_can_be_added_to(talks: Project, by_hand: Any) -> None:
    by_hand()
    talks.write(
        "briefing.yml", "title: T\nlanguage: en\nparties: {}\npeople: {}\nplaces: {}\n...\n"
    )
    result = talks.readout("draft", "a.txt", "--yes")
    assert result.exit_code == 0, result.output
    assert talks.complaints("error") == []
