"""Hostile seeds in a real browser: every character is shown, and nothing runs.

The texts stand in data/hostile/texts.yml; each is put into every text field of both seed files
and into an article. data/hostile/article.txt is an article that tries everything at once. The
site that comes of it is compared with a harmless one that differs in its texts alone: what
Chromium's own parser makes of the two must be the same elements with the same attributes.
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from site_support import (
    ARTICLE_TEXT,
    DATA,
    Visit,
    build,
    edit,
    end_build,
    environment,
    make_project,
    pages_of,
    search,
    served,
    serving,
    start_build,
    visiting,
    without_digits,
)

pytest_plugins = ["site_support"]

TEXTS: dict[str, str] = yaml.safe_load((DATA / "hostile/texts.yml").read_text(encoding="utf-8"))
ARTICLE = (DATA / "hostile/article.txt").read_bytes().decode("utf-8")

# Parties, people, issues and articles take turns at being named by a text, so that each of them
# needs a quarter of the texts.
KINDS = ("party", "person", "issue", "headline")

# Words of data/hostile/article.txt that the second copy of it cites.
CITED = (
    "Arvenia <b>talks</b>",
    "![a picture](https://evil.example/x.png)",
    "<svg/onload=window.ran=1>",
    "after the closers </div></div></div>",
    "1. one",
    "{% raw %}{{ config }}{% endraw %}",
    "&#60;script&#62; &copy",
    'data-search-exclude="true"',
    "right to left, overridden",
    "klzzwxh:0000",
    "*[Arvenia]: window.ran",
    "--8<--\nmkdocs.yml\n--8<--",
    "Last words, without an end of line </div>",
)


# The seeds


@dataclass
class Hostile:
    """Seeds whose texts are hostile, or harmless; and where the texts must be seen."""

    harmless: bool = False
    seen: list[tuple[str, str]] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    attributes: set[str] = field(default_factory=set)
    articles: dict[str, str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)

    def say(self, index: int, name: str, *pages: str, title: bool = False) -> str:
        """Give a text for a field, and note the pages that show it."""
        index %= len(TEXTS)
        tag = f"{name}-{index}"
        text = f"{tag} is harmless" if self.harmless else [*TEXTS.values()][index]
        text = text.replace("FIELD", tag)
        self.seen += [(page, text) for page in pages]
        if title:
            self.titles[pages[0]] = text
        return text

    def named(self, kind: str, slot: int) -> str:
        """Name a party, a person, an issue or an article: with a hostile text in its turn."""
        page = {"headline": f"sources/article-{slot}"}.get(
            kind, f"{'parties' if kind == 'party' else f'{kind}s'}/{kind}-{slot}"
        ).replace("persons/", "people/")
        index = 4 * slot + KINDS.index(kind)
        pages = [page, {"issue": "positions", "headline": "sources"}.get(kind, "participants")]
        return self.say(index, kind, *(f"{name}.html" for name in pages), title=True)

    def write(self, seeds: Path) -> None:
        """Write the seed files."""
        (seeds / "articles").mkdir(parents=True)
        slots = range((len(TEXTS) + 3) // 4)
        write_yaml(seeds / "briefing.yml", self.briefing(slots))
        for slot in slots:
            self.write_article(seeds / f"articles/article-{slot}", slot)
        for name, rights in (("whole", "full"), ("cited", "excerpts")):
            path = seeds / f"articles/{name}"
            path.with_suffix(".txt").write_text(ARTICLE, encoding="utf-8", newline="")
            statements = [
                {"speaker": "party-0", "text": f"Statement {i}", "evidence": words}
                for i, words in enumerate(CITED)
            ]
            write_yaml(
                path.with_suffix(".yml"),
                {
                    "headline": f"The {name} article",
                    "published": "2031-05-01",
                    "rights": rights,
                    "statements": statements,
                },
            )
            self.articles[name] = ARTICLE
        self.whole.add("whole")

    def briefing(self, slots: range) -> dict[str, Any]:
        say, index = self.say, "index.html"

        def cite(number: int, name: str) -> dict[str, str]:
            return {"article": f"article-{number // 4}", "exact": token(number, name)}

        texts = range(len(TEXTS))
        terms = {number: say(number, "term", index) for number in texts}
        meanings = {number: say(number, "meaning") for number in texts}
        self.attributes |= set(meanings.values())
        return {
            "title": say(7, "title", index, title=True),
            "language": "en",
            "bottom_line": {
                "text": say(0, "bottom-line", index),
                "evidence": cite(0, "bottom-line"),
            },
            "parties": {
                f"party-{slot}": {
                    "name": self.named("party", slot),
                    "aliases": [say(4 * slot, "party-alias")],
                    "country": "XA",
                }
                for slot in slots
            },
            "people": {
                f"person-{slot}": {
                    "name": self.named("person", slot),
                    "party": f"party-{slot}",
                    "aliases": [say(4 * slot + 1, "person-alias")],
                }
                for slot in slots
            },
            "issues": {
                f"issue-{slot}": {
                    "name": self.named("issue", slot),
                    "question": say(4 * slot + 2, "question", f"issues/issue-{slot}.html"),
                }
                for slot in slots
            },
            "places": {
                f"place-{number}": {
                    "name": say(number, "place", "meetings.html"),
                    "aliases": [say(number, "place-alias")],
                }
                for number in texts
            },
            "glossary": {terms[number]: meanings[number] for number in texts},
            "takeaways": [
                {
                    "text": f"See {terms[number]} and {say(number, 'takeaway', index)}",
                    "evidence": cite(number, "takeaway"),
                }
                for number in texts
            ],
            "discrepancies": [
                {
                    "kind": "contradiction",
                    "text": say(4 * slot, "between", "discrepancies.html"),
                    "evidence": [cite(4 * slot, "between"), cite(4 * other, "between")],
                }
                for slot, other in pairwise(slots)
            ],
        }

    def write_article(self, path: Path, slot: int) -> None:
        say = self.say
        own = f"sources/article-{slot}.html"
        person = f"people/person-{slot}.html"
        party = f"parties/party-{slot}.html"
        issue = f"issues/issue-{slot}.html"
        lists: dict[str, list[dict[str, Any]]] = defaultdict(list)
        paragraphs = ["Arvenia waits"]
        for number in range(4 * slot, min(4 * slot + 4, len(TEXTS))):
            paragraphs.append(" ".join(token(number, name) for name in TOKENS))
            words = say(number, "words")
            paragraphs.append(words)
            # White space at the edges of evidence says nothing.
            self.seen.append((person, words.strip()))
            said = say(number, "said")
            if re.search("[\"'`“”‘’«»\n]", said) or said != said.strip():
                said = f"said-{number} is harmless"
            # No whole sentence, so that pages show the one around it.
            paragraphs.append(f"Torv said “{said}” to them.")
            self.seen += [("quotations.html", said), (person, said), (issue, said)]
            evidence = {name: token(number, name) for name in TOKENS}
            here = {"person": f"person-{slot}", "party": f"party-{slot}", "issue": f"issue-{slot}"}
            lists["takeaways"].append(
                {"text": say(number, "own-takeaway", own), "evidence": evidence["takeaway"]}
            )
            lists["participants"].append(
                {
                    "person": here["person"],
                    "role": say(number, "role", person, "participants.html", party),
                    "part": say(number, "part", person, "participants.html"),
                    "evidence": evidence["role"],
                }
            )
            lists["quotations"].append(
                {
                    "speaker": here["person"],
                    "exact": said,
                    "occasion": say(number, "occasion", "quotations.html", person),
                    "issues": [here["issue"]],
                }
            )
            lists["statements"].append(
                {
                    "speaker": here["person"],
                    "text": say(number, "statement", person, party, issue),
                    "evidence": [evidence["statement"], words],
                    "issues": [here["issue"]],
                }
            )
            lists["positions"].append(
                {
                    "party": here["party"],
                    "issue": here["issue"],
                    "stance": "offers",
                    "text": say(number, "position", issue, party, person),
                    "voiced_by": here["person"],
                    "evidence": evidence["position"],
                }
            )
            lists["meetings"] += [
                {
                    "id": f"held-{number}",
                    "name": say(number, "meeting", "meetings.html", party, person),
                    "date": "2031-05-06",
                    "place": f"place-{number}",
                    "parties": [here["party"], "party-0" if slot else "party-1"],
                    "people": [here["person"]],
                    "status": "held",
                    "outcome": say(number, "outcome", "meetings.html"),
                    "evidence": evidence["meeting"],
                },
                {
                    "id": f"next-{number}",
                    "name": say(number, "next", "meetings.html"),
                    "date_as_written": words.strip(),
                    "evidence": words,
                },
            ]
            lists["events"].append(
                {
                    "date": "2031-05-06",
                    "text": say(number, "event", "timeline.html"),
                    "evidence": evidence["event"],
                }
            )
            lists["figures"].append(
                {
                    "value": 4,
                    "unit": say(number, "unit"),
                    "of": say(number, "of"),
                    "text": say(number, "figure", own),
                    "evidence": evidence["figure"],
                }
            )
            lists["discrepancies"].append(
                {
                    "kind": "misprint",
                    "text": say(number, "discrepancy", "discrepancies.html"),
                    "evidence": evidence["discrepancy"],
                }
            )
        text = "\n\n".join(paragraphs) + "\n"
        path.with_suffix(".txt").write_text(text, encoding="utf-8", newline="")
        self.articles[path.name] = text
        rights = "excerpts" if slot % 2 else "full"
        if rights == "full":
            self.whole.add(path.name)
        url = "https://arvenia.example/" + re.sub(r"\s", "", say(4 * slot, "url"))
        self.attributes.add(url)
        self.seen.append((own, url))
        write_yaml(
            path.with_suffix(".yml"),
            {
                "headline": self.named("headline", slot),
                "publisher": say(4 * slot + 1, "publisher", own, "sources.html"),
                "byline": say(4 * slot + 2, "byline", own),
                "url": url,
                "published": "2031-05-06",
                "dateline": f"place-{4 * slot}",
                "rights": rights,
                **lists,
            },
        )


# Harmless words of an article that the entries rest on.
TOKENS = (
    "bottom-line",
    "takeaway",
    "between",
    "role",
    "statement",
    "position",
    "meeting",
    "event",
    "figure",
    "discrepancy",
)


def token(number: int, name: str) -> str:
    """Name the words that an entry rests on."""
    return f"Word-{number}-{name}."


def write_yaml(path: Path, data: dict[str, Any]) -> None:
    path.write_text(
        yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**9), encoding="utf-8"
    )


# The sites


@dataclass(frozen=True)
class Site:
    """A built site of such seeds, and its address: over http, or the folder's own."""

    seeds: Hostile
    folder: Path
    address: str

    def open(self, visit: Visit, name: str, query: str = "") -> Page:
        visit.page.goto(self.address + name + query)
        return visit.page

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """Build a hostile site and a harmless one, side by side."""
    folder = tmp_path_factory.mktemp("hostile")
    made = []
    for name, seeds in (("hostile", Hostile()), ("harmless", Hostile(harmless=True))):
        project = make_project(folder / name, seeds=None)
        seeds.write(project / "seeds")
        # A feature that people turn on; test_tooltips_are_texts says why it must not work.
        wanted = "    - content.footnote.tooltips\n"
        edit(project / "mkdocs.yml", wanted, f"{wanted}    - content.tooltips\n")
        # Each list on one page, however long: two sites can then be compared page by page.
        (project / "whole.py").write_text(
            "from generator import listing\n\nlisting.ROOM = 10_000_000\n"
        )
        edit(project / "mkdocs.yml", "extra_css:\n", "hooks: [whole.py]\n\nextra_css:\n")
        address = f"{(project / 'site').as_uri()}/"
        made.append((Site(seeds, project / "site", address), start_build(project)))
    for _, process in made:
        end_build(process)
    return made[0][0], made[1][0]


@pytest.fixture
def hostile(sites: tuple[Site, Site]) -> Site:
    """Give the hostile site."""
    return sites[0]


@pytest.fixture
def harmless(sites: tuple[Site, Site]) -> Site:
    """Give the harmless site, which has the same entries."""
    return sites[1]


@pytest.fixture(params=["http", "file"])
def reached(request: pytest.FixtureRequest, hostile: Site) -> Iterator[Site]:
    """Give the hostile site as it is reached over http, and from its folder."""
    if request.param == "file":
        yield hostile
    else:
        with served(hostile.folder) as address:
            yield replace(hostile, address=address)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    with visiting(browser) as opened:
        yield opened


def assert_inert(visit: Visit, site: Site) -> None:
    """Nothing ran, nothing was asked for elsewhere, nobody was asked anything."""
    assert visit.page.evaluate("window.ran") is None, visit.page.url
    assert visit.foreign(site.address) == [], visit.page.url
    assert visit.dialogs == [], visit.page.url
    assert visit.complaints == [], visit.page.url


def folded(text: str) -> str:
    """Fold white space as a title does."""
    return " ".join(text.split())


# What Chromium's own parser makes of the pages


# Gives the elements of a page, in order, with their attributes. It says nothing of what is in an
# article's text, of `bdi`, which only hostile texts need, and of the values that VALUES gives.
SKELETON = """html => {
  const rows = [];
  const apart = new Set(["id", "href", "for", "content", "title", "data-party"]);
  const walk = (parent, depth) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.COMMENT_NODE) rows.push([depth, "comment", node.data]);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.localName === "bdi") { walk(node, depth); continue; }
      const attributes = [...node.attributes].map(
        ({ name, value }) => apart.has(name) ? name : `${name}=${value}`
      );
      if (node.localName === "script" && node.type !== "application/ld+json") {
        attributes.push(node.textContent);
      }
      rows.push([depth, node.localName, ...attributes]);
      if (node.matches(".article-text")) continue;
      walk(node instanceof HTMLTemplateElement ? node.content : node, depth + 1);
    }
  };
  walk(new DOMParser().parseFromString(html, "text/html"), 0);
  return rows.map(row => row.join(" "));
}"""

VALUES = """html => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const all = [...page.querySelectorAll("*")];
  const values = name => all.filter(e => e.hasAttribute(name)).map(e => e.getAttribute(name));
  return {
    ids: values("id"),
    links: [...values("href"), ...values("src")],
    texts: [...values("title"), ...values("data-party"), ...values("content")],
    data: [...page.querySelectorAll("script[type='application/ld+json']")].map(e => e.textContent),
  };
}"""

CONTENT = """html => new DOMParser().parseFromString(html, "text/html")
  .querySelector(".md-content__inner").textContent"""

ARTICLE_PARTS = """html => {
  const text = new DOMParser().parseFromString(html, "text/html").querySelector(".article-text");
  text.querySelectorAll(".readout-ui").forEach(added => added.remove());
  return {
    whole: text.textContent,
    paragraphs: [...text.querySelectorAll(":scope > p[id]")].map(p => p.textContent),
    strange: [...text.querySelectorAll("*")]
      .filter(e => !e.matches(".article-text > p[id], p > mark, mark > mark"))
      .map(e => e.outerHTML),
  };
}"""


def test_pages_have_the_elements_that_harmless_ones_have(
    hostile: Site, harmless: Site, visit: Visit
) -> None:
    assert pages_of(hostile.folder) == pages_of(harmless.folder)
    for name in pages_of(hostile.folder):
        theirs, ours = (
            [without_digits(row) for row in visit.page.evaluate(SKELETON, site.read(name))]
            for site in (harmless, hostile)
        )
        difference = [pair for pair in zip(theirs, ours, strict=False) if pair[0] != pair[1]]
        assert difference == [], f"{name}: {difference[0]}"
        assert len(theirs) == len(ours), name
        assert not [row for row in ours if re.search(r"(?<=\s)on\w+=", row)], name


def test_attributes_hold_texts_and_nothing_else(hostile: Site, visit: Visit) -> None:
    texts = {text for _, text in hostile.seeds.seen} | hostile.seeds.attributes
    longest_first = sorted({folded(text) for text in texts}, key=len, reverse=True)
    for name in pages_of(hostile.folder):
        values = visit.page.evaluate(VALUES, hostile.read(name))
        assert len(values["ids"]) == len(set(values["ids"])), name
        assert not [id_ for id_ in values["ids"] if re.search(r"[\s<>\"'&]", id_)], name
        for link in values["links"]:
            if re.match(r"[^/#?.]*:|//", link.strip()):
                base = link.split(":~:text=")[0]
                known = {base, base.removesuffix("#")} & hostile.seeds.attributes
                assert known, f"{name}: {link}"
        for value in values["texts"]:
            left = "" if value in texts else value
            for text in longest_first if re.search("[<{\\[*]", left) else ():
                left = left.replace(text, "")  # descriptions hold texts among words of ours
            assert not re.search("[<{\\[*]", left), f"{name}: {value}"
        for data in values["data"]:
            json.loads(data)


def test_every_field_is_on_its_page_as_written(hostile: Site, visit: Visit) -> None:
    shown = {
        name: visit.page.evaluate(CONTENT, hostile.read(name))
        for name in {page for page, _ in hostile.seeds.seen}
    }
    assert len(hostile.seeds.seen) > 1500
    assert [row for row in hostile.seeds.seen if row[1] not in shown[row[0]]] == []


def test_articles_are_there_character_for_character(hostile: Site, visit: Visit) -> None:
    for name, text in hostile.seeds.articles.items():
        parts = visit.page.evaluate(ARTICLE_PARTS, hostile.read(f"sources/{name}.html"))
        assert parts["strange"] == [], name
        if name in hostile.seeds.whole:
            assert parts["whole"] == text, name
        else:
            assert parts["paragraphs"], name
            # A paragraph stands between blank lines, or at an end of the text.
            for paragraph in parts["paragraphs"]:
                assert f"\n\n{paragraph}\n\n" in f"\n\n{text}\n\n", name


def test_passages_that_nobody_cites_are_not_published(hostile: Site) -> None:
    source = hostile.read("sources/cited.html")
    assert "Last words" in source
    for left_out in ("Setext heading", "Body of them", "curly", "oooooo"):
        assert left_out in ARTICLE
        assert left_out not in source


# What happens in a reader's browser


# Whatever waits for a pointer or for the keyboard
POINT_AT_EVERYTHING = """() => {
  for (const e of document.querySelectorAll("[title], .md-ellipsis, .md-content a, .md-nav a")) {
    for (const type of ["mouseenter", "mouseover", "focus", "focusin"]) {
      e.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }
}"""


def some_pages(site: Site) -> list[str]:
    """Name every page that there is once, and some of each kind that there are many of."""
    folders = ("people/person", "parties/party", "issues/issue", "sources/article")
    some = [f"{folder}-{slot}.html" for folder in folders for slot in (0, 1)]
    # The 404 page is a server's: it names its neighbours by their path from the host.
    by_hand = {"404.html"} if site.address.startswith("file:") else set()
    return [
        name for name in pages_of(site.folder) if "/" not in name and name not in by_hand
    ] + some


def meta(page: Page, key: str, value: str) -> str:
    """Give what the head says, as the browser reads it."""
    found = page.locator(f'head meta[{key}="{value}"]').get_attribute("content")
    assert found is not None
    return found


def test_nothing_runs(reached: Site, visit: Visit) -> None:
    titles = 0
    # From the folder on a phone, where a very long word must not widen the page
    if on_a_phone := reached.address.startswith("file:"):
        visit.page.set_viewport_size({"width": 390, "height": 844})
    for name in some_pages(reached):
        page = reached.open(visit, name)
        page.evaluate(POINT_AT_EVERYTHING)
        if name in reached.seeds.titles:
            title = folded(reached.seeds.titles[name])
            assert folded(page.title()) == f"{title} - Readout"
            topics = page.locator(".md-header__topic .md-ellipsis").all_text_contents()
            assert [folded(topic) for topic in topics] == ["Readout", title]
            assert meta(page, "property", "og:title") == title
            description = meta(page, "name", "description")
            assert description == meta(page, "property", "og:description")
            # The overview's is the bottom line.
            seen = [folded(text) for place, text in reached.seeds.seen if place == name]
            assert description in seen if name == "index.html" else title in description
            titles += 1
        if on_a_phone:
            width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert width == 0, name
        assert_inert(visit, reached)
    assert titles > 8


def test_nothing_runs_on_the_pages_of_periods(tmp_path: Path, visit: Visit) -> None:
    """Where little fits on a page, every kind of list is parted."""
    project = make_project(tmp_path / "parted", seeds=None)
    seeds = Hostile()
    seeds.write(project / "seeds")
    (project / "little.py").write_text("from generator import listing\n\nlisting.ROOM = 9_000\n")
    edit(project / "mkdocs.yml", "extra_css:\n", "hooks: [little.py]\n\nextra_css:\n")
    site = Site(seeds, build(project), f"{(project / 'site').as_uri()}/")
    periods = [name for name in pages_of(site.folder) if re.search(r"/\d{4}[-\w]*\.html$", name)]
    # Some of each kind: they are many, and alike.
    kinds = {
        kind: [name for name in periods if name.startswith(f"{kind}/")][:12]
        for kind in ("people", "parties", "issues", "quotations", "meetings", "timeline", "sources")
    }
    assert all(kinds.values()), kinds
    for name in (name for names in kinds.values() for name in names):
        page = site.open(visit, name)
        page.evaluate(POINT_AT_EVERYTHING)
        assert_inert(visit, site)
        strange = page.locator(
            ".md-content__inner :is(script:not([type='application/ld+json']), img, iframe, object, "
            "embed, form, input, style, link, meta, base, svg:not([role=img], .md-icon svg))"
        )
        assert strange.evaluate_all("all => all.map(e => e.outerHTML)") == [], name
        assert not re.search(r"<[^>]*\son\w+=", page.locator(".md-content__inner").inner_html()), (
            name
        )


def test_articles_are_shown_character_for_character(reached: Site, visit: Visit) -> None:
    page = reached.open(visit, "sources/whole.html")
    assert page.evaluate(ARTICLE_TEXT) == ARTICLE
    # The words of a search are marked without a change to the text.
    page = reached.open(visit, "sources/whole.html", "?h=script+onerror+img+window+talks")
    page.locator("mark[data-md-highlight]").first.wait_for()
    assert page.evaluate(ARTICLE_TEXT) == ARTICLE
    assert_inert(visit, reached)


def test_tooltips_are_texts(hostile: Site, visit: Visit) -> None:
    # Material's `content.tooltips` would write `title` and shortened headings as HTML.
    for name, place in (
        ("index.html", "abbr"),
        ("participants.html", ".md-sidebar--secondary .md-nav__link"),
        ("people/person-1.html", "a.footnote-ref"),
    ):
        page = hostile.open(visit, name)
        for pointed_at in page.locator(place).all()[:4]:
            pointed_at.hover()
            page.wait_for_timeout(300)  # the time that a tooltip takes
            assert page.locator(f".md-tooltip2 :is({DANGEROUS})").count() == 0
            assert_inert(visit, hostile)


DANGEROUS = "script, img, iframe, form, input, style, link, base, meta, [onload], [onfocus]"


def test_headings_are_texts_in_the_table_of_contents(hostile: Site, visit: Visit) -> None:
    page = hostile.open(visit, "participants.html")
    links = page.locator(".md-sidebar--secondary .md-nav__link")
    found = {folded(row) for row in links.locator(".md-ellipsis").all_text_contents()}
    titles = hostile.seeds.titles.items()
    names = {folded(title) for name, title in titles if name.startswith("parties/")}
    assert len(names) > 10
    assert names <= found
    links.nth(3).click()
    assert page.url.endswith("#party-party-3")
    assert_inert(visit, hostile)


def test_search_results_are_texts(reached: Site, visit: Visit) -> None:
    page = reached.open(visit, "index.html")
    search(page, "party")
    page.locator(".md-search__scrollwrap").evaluate("e => e.scrollTo(0, e.scrollHeight)")
    page.wait_for_timeout(200)
    results = page.locator(".md-search-result__list")
    titles = {folded(title) for title in reached.seeds.titles.values()}
    shown = {folded(title) for title in results.locator("h1").all_text_contents()}
    assert len(shown & titles) >= 5, shown
    strange = results.evaluate(
        """list => [...list.querySelectorAll("*")]
          .filter(e => !e.matches("li, a, article, h1, h2, p, ul, ol, mark, details, summary, div"
            + ", nav, del, strong, code, pre, sub, sup"))
          .map(e => e.outerHTML)"""
    )
    assert strange == []
    attributes = results.evaluate(
        """list => [...list.querySelectorAll("*")]
          .flatMap(e => [...e.attributes].map(a => a.name))"""
    )
    assert not [name for name in attributes if name.startswith("on")]
    assert_inert(visit, reached)


# What is refused, and how that is shown


def readout_check(project: Path) -> list[dict[str, Any]]:
    """Give what `readout check` finds in a project."""
    checked = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--format", "json"],
        cwd=project,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert checked.returncode == 1, checked.stderr
    assert checked.stderr == ""
    problems: list[dict[str, Any]] = json.loads(checked.stdout)
    return problems


def arvenia(seeds: Path, **article: Any) -> None:
    """Write a small briefing with one article."""
    (seeds / "articles").mkdir(parents=True, exist_ok=True)
    write_yaml(
        seeds / "briefing.yml",
        {"title": "Arvenia", "language": "en", "parties": {"arvenia": {"name": "Arvenia"}}},
    )
    text = "Arvenia waits\n\nArvenia said: “We <b>wait</b> for {{ news }}.”\n"
    (seeds / "articles/wait.txt").write_text(text, encoding="utf-8")
    write_yaml(
        seeds / "articles/wait.yml",
        {"headline": "Arvenia waits", "published": "2031-05-06", **article},
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//http://arvenia.example/",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "http:alert(1)",
        "https://",
        "arvenia.example/news",
        "https://arvenia.example/ onclick=alert(1)",
        "https://[arvenia/",
    ],
)
def test_addresses_that_are_no_web_pages_are_refused(tmp_path: Path, url: str) -> None:
    from generator.inspection import inspect
    from generator.settings import Settings

    arvenia(tmp_path / "seeds", url=url)
    _, problems = inspect(Settings(seeds=tmp_path / "seeds"))
    errors = [problem for problem in problems if problem.severity == "error"]
    assert [problem.code for problem in errors] == ["E134"]
    assert errors[0].location.line == 3
    assert "web address" in errors[0].message


def test_problems_are_shown_as_texts(browser: Browser, tmp_path: Path) -> None:
    image = "<img src=x onerror=window.ran=1>"
    markdown = "[x](javascript:window.ran=1) `a` *b* {{ 7 * 7 }} {: onclick=window.ran=1 } [^1]"
    bidi = "\u202egnp.exe"
    project = make_project(tmp_path / "project", seeds=None)
    seeds = project / "seeds"
    arvenia(
        seeds,
        **{image: 1, markdown: 2, bidi: 3, "</p></div></script>": 4, "--8<-- 'mkdocs.yml'": 5},
        rights=image,
        url="javascript:window.ran=1",
        dateline=markdown,
        statements=[
            {"speaker": image, "text": "x", "evidence": "Arvenia waits"},
            {"speaker": "arvenia", "text": "x", "evidence": "We <b>wait</b> for {{ noise }}."},
            {"speaker": "arvenia", "text": "x", "evidence": "x", "stance</p>": bidi},
        ],
        positions=[{"party": "arvenia", "issue": "x", "stance": "<script>ran=1</script>"}],
        meetings=[{"id": "x", "name": "x", "date": f"{image}2031", "evidence": "Arvenia waits"}],
    )
    # A file whose name is hostile, and one whose words are not found
    (seeds / "articles/<img src=x onerror=ran=1>.txt").write_text("Arvenia\n")
    (seeds / "articles/wrong.txt").write_text(f"Arvenia {image} {markdown} {bidi}\n")
    write_yaml(
        seeds / "articles/wrong.yml",
        {
            "headline": "x",
            "published": "2031-05-06",
            "statements": [
                {
                    "speaker": "arvenia",
                    "text": "x",
                    "evidence": f"Arvenia {image} {markdown} {bidi}!",
                }
            ],
        },
    )
    problems = readout_check(project)
    assert {"E124", "E131", "E132", "E133", "E134", "E201"} <= {row["code"] for row in problems}
    with serving(project, browser) as live, visiting(browser) as visit:
        assert "\u202e" not in live.output
        for name in ("", "method.html", "positions.html"):
            visit.page.goto(live.address + name)
            cards = visit.page.locator(".readout-problem")
            expect(cards).to_have_count(len(problems))
            shown = [" ".join(text.split()) for text in cards.all_text_contents()]
            for row, text in zip(problems, shown, strict=True):
                place = f"{row['file']}:{row['line']}:{row['column']}"
                for said in (place, row["code"], row["message"], *row["help"].splitlines()):
                    assert " ".join(said.split()) in text
        strange = visit.page.evaluate(
            """() => [...document.querySelectorAll(".md-content *")]
              .filter(e => !e.matches("article, div, p, strong, span, h1, a, code, bdi, br"))
              .map(e => e.outerHTML)"""
        )
        assert strange == []
        events = visit.page.evaluate(
            """() => [...document.querySelectorAll(".md-content *")]
              .flatMap(e => [...e.attributes].map(a => a.name)).filter(n => n.startsWith("on"))"""
        )
        assert events == []
        assert visit.page.evaluate("window.ran") is None
        assert visit.dialogs == []
        assert visit.foreign(live.address) == []
