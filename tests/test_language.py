"""The site's own words in another language: whole catalogues, dates by locale, nothing hostile."""

import gettext
import re
import string
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
import yaml
from babel.messages.catalog import Catalog, Message
from conftest import DATA, Project
from playwright.sync_api import Browser
from site_support import GENEVA, build, edit, make_project, search, served, visiting

from generator import build as pages_build
from generator.edtf import Edtf
from generator.language import language_of
from generator.messages import catalogue_files, messages, read_catalogue
from generator.render import make_environment
from generator.when import SENTENCES, Facing, resolve

pytest_plugins = ["site_support"]

DATES = yaml.safe_load((DATA / "dates.yml").read_text(encoding="utf-8"))
# What Markdown or HTML acts on; a translation has of it what its message has.
MARKUP = re.compile(r"[<>`*_#|\\\"]|\]\(|\{[^}]*\}")


@pytest.fixture(scope="module")
def gathered() -> Catalog:
    """Give every message that the program has."""
    return messages()


def ids_of(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def texts_of(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_french_is_there() -> None:
    assert "fr" in {path.parent.parent.name for path in catalogue_files()}


@pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: path.parent.parent.name)
def test_catalogue_is_complete(path: Path, gathered: Catalog) -> None:
    catalogue = read_catalogue(path)
    assert ids_of(gathered) - ids_of(catalogue) == set(), "run `make manual`, then translate"
    assert ids_of(catalogue) - ids_of(gathered) == set(), "run `make manual`"
    assert not catalogue.obsolete
    for message in catalogue:
        assert not message.fuzzy
        assert all(texts_of(message)), f"not translated: {message.id}"


@pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: path.parent.parent.name)
def test_translations_keep_fields_and_markup(path: Path) -> None:
    for message in read_catalogue(path):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        for text in texts_of(message):
            assert any(_signs(text) == _signs(id_) for id_ in ids), message.id


def _signs(text: str) -> tuple[set[str], list[str]]:
    """Give the fields of a message, forms of dates left aside, and its markup."""
    fields = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return fields, sorted(set(MARKUP.findall(re.sub(r"\{[^}]*\}", "", text))))


def test_messages_are_found_in_code_templates_and_sentences(gathered: Catalog) -> None:
    found = ids_of(gathered)
    assert {"Participants", "At a glance", "paragraph {number}", "Before: {what}."} <= found
    assert ("{count} article", "{count} articles") in found
    assert set(SENTENCES.values()) <= found


@pytest.mark.parametrize("name", ["fishing", "ferries"])
def test_every_message_that_is_asked_for_is_gathered(
    name: str,
    project: Callable[[str], Project],
    gathered: Catalog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is asked for under a name that the extraction does not know would stay English."""
    asked: set[object] = set()
    one, many = gettext.GNUTranslations.gettext, gettext.GNUTranslations.ngettext

    def note_one(self: gettext.GNUTranslations, message: str) -> str:
        asked.add(message)
        return one(self, message)

    def note_many(self: gettext.GNUTranslations, single: str, plural: str, count: int) -> str:
        asked.add((single, plural))
        return many(self, single, plural, count)

    monkeypatch.setattr(gettext.GNUTranslations, "gettext", note_one)
    monkeypatch.setattr(gettext.GNUTranslations, "ngettext", note_many)
    briefing = project(f"data/{name}")
    briefing.replace("briefing.yml", "language: en", "language: fr")
    pages_build.pages(briefing.corpus(), site_url="https://briefings.example/")
    assert len(asked) > 100
    # Whatever is gathered as one of a pair is known by its singular.
    known = ids_of(gathered) | {id_[0] for id_ in ids_of(gathered) if isinstance(id_, tuple)}
    assert asked - known == set()


@pytest.mark.parametrize(("date", "tag", "short", "full"), DATES)
def test_dates(date: object, tag: str, short: str, full: str) -> None:
    language, when = language_of(tag), Edtf.parse(str(date))
    assert language.date(when).replace("\u2009", " ") == short
    assert language.date(when, weekday=True) == full


def test_reasoning_in_french() -> None:
    found = resolve("Wednesday", Edtf.parse("2022-01-10").earliest, facing=Facing.FUTURE)
    assert found
    assert language_of("fr").reasoning(found.reasoning).replace("\u00a0", " ") == (
        "« Wednesday », dans un article du lundi 10 janvier 2022, désigne le mercredi suivant :"
        " le 12 janvier 2022."
    )


@pytest.mark.parametrize(
    ("tag", "joined"), [("en", "A, B and C"), ("fr", "A, B et C"), ("en-US", "A, B, and C")]
)
def test_lists(tag: str, joined: str) -> None:
    assert language_of(tag).listed(["A", "B", "C"]) == joined


def test_a_message_escapes_what_fills_it() -> None:
    template = make_environment(None, language_of("fr")).from_string(
        '{{ _("according to {name}", name="<b>*x*{{y}}") }}'
    )
    made = template.render()
    assert "<b>" not in made
    assert "*" not in made
    assert unescape(made) == "selon <b>*x*{{y}}"


def test_a_language_without_a_catalogue_is_told_of(small: Project) -> None:
    small.replace("briefing.yml", "language: en", "language: ar")
    assert any(" W144 warning: " in row for row in small.complaints())
    assert small.readout("check").exit_code == 0


def test_no_english_is_left_in_french_pages(fishing: Project) -> None:
    fishing.replace("briefing.yml", "language: en", "language: fr")
    made = pages_build.pages(fishing.corpus())
    texts = " ".join(unescape(str(made[name])) for name in made if name.endswith((".md", ".txt")))
    french = language_of("fr").catalogue
    said = 0
    for message in ids_of(messages()):
        if isinstance(message, str) and message.count(" ") > 1 and "{" not in message:
            translated = french.gettext(message)
            if translated != message:
                assert message not in texts
                said += translated in texts
    assert said > 60
    # No seed text holds these; they come from CLDR.
    assert "mercredi 7 mai 2031" in texts
    assert "May 2031" not in re.sub(r"“[^”]*”|«[^»]*»", "", texts.split("---")[1])


# In the browser


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the project's own briefing in French, and as a right-to-left language would have it."""
    sites = {}
    for tag in ("fr", "ar"):
        project = make_project(tmp_path_factory.mktemp(tag) / "project")
        edit(project / "seeds/briefing.yml", "\nlanguage: en\n", f"\nlanguage: {tag}\n")
        sites[tag] = build(project)
    return sites


def test_french_site(translated: dict[str, Path], browser: Browser) -> None:
    """The theme, the navigation and the search speak French too, from a folder as on the web."""
    site = translated["fr"]
    with visiting(browser) as visit, served(site) as address:
        for home in (address, f"{site.as_uri()}/"):
            visit.page.goto(f"{home}index.html")
            assert visit.page.locator("html").get_attribute("lang") == "fr"
            navigation = visit.page.locator(".md-nav--primary > .md-nav__list").inner_text()
            assert "Rencontres" in navigation
            assert "Meetings" not in navigation
            search(visit.page, "Ryabkov")
            assert "document" in visit.page.locator(".md-search-result__meta").inner_text()
        assert visit.complaints == []


def test_right_to_left(translated: dict[str, Path], browser: Browser) -> None:
    for width in (1280, 390):
        with visiting(browser, width=width) as visit:
            for name in ("index", "positions", "meetings", f"sources/{GENEVA}"):
                visit.page.goto(f"{translated['ar'].as_uri()}/{name}.html")
                assert visit.page.locator("body").get_attribute("dir") == "rtl"
                room = (
                    "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
                )
                assert visit.page.evaluate(room), f"{name} is wider than the screen at {width}"
