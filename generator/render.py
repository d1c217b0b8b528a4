"""Briefing to Markdown pages through the templates. It words what the briefing holds; no more."""

import datetime
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from html import escape as escape_html
from pathlib import Path
from string import ascii_uppercase
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import addresses, citations, descriptions
from generator.addresses import Address, on_the_web, relative
from generator.briefing import ArticleView, Briefing, Use
from generator.diagram import who_met
from generator.edtf import Edtf
from generator.language import Language, language_of
from generator.listing import Part, period_name
from generator.markdown import escape, escape_within, finalize, inert
from generator.model import Cited, Evidence, Span, Stance, spans_of
from generator.periods import Period
from generator.problems import Problem
from generator.roles import parts_of, roles_of
from generator.settings import templates_folder
from generator.silence import silences
from generator.speech.context import sentences_around
from generator.utterances import Utterance

# How much a page of each kind weighs in a search. What somebody said is found at the speaker's
# first, and in the article last, which has every word that the other pages have.
_WEIGHTS = {
    "person": 12,
    "party": 8,
    "issue": 7,
    "period": 7,
    "meetings": 7,
    "quotations": 4,
    "brief": 0.5,
    "article": 0.001,
}
# How many articles the search holds in full. Beyond, its index would be too large to fetch: it then
# holds an article's headline, publisher and takeaways, and each quotation at its speaker's only.
SEARCHED_IN_FULL = 50
# How many of the newest articles the search holds the words of. A browser makes the index anew on
# each visit; of older articles it gets the headlines, and the names of people, issues and meetings.
SEARCHED_IN_WORDS = 1_000
# Pages that then say nothing that others do not.
_REPEATING = {"sources"}
# Pages that are found however old they are.
_LASTING = {"article", "meetings"}
# Where Python-Markdown puts the footnotes. They repeat the article, so no search needs them.
_NOTES_HERE = """\
<div data-search-exclude="true" markdown="block">

///Footnotes Go Here///

</div>

"""

ENGLISH = language_of("en")


def make_environment(templates: Path | None, language: Language = ENGLISH) -> Environment:
    """Make the Jinja2 environment: a person's own templates first, then Readout's."""
    folders = [folder for folder in (templates, templates_folder()) if folder]
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        # Together these escape whatever a template prints, for Markdown and for HTML.
        autoescape=True,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "date": cache(language.date),
        "weekday_date": cache(partial(language.date, weekday=True)),
        "reasoning": language.reasoning,
        "word": language.word,
        "inert": inert,
        "number": language.number,
    }
    environment.globals |= {
        "_": partial(_translated, language),
        "ngettext": partial(_counted, language),
        "addresses": addresses,
        "stances": Stance,
        "who_met": who_met,
        "silences": silences,
        "roles_of": roles_of,
        "parts_of": parts_of,
    }
    return environment


def _translated(language: Language, message: str, **values: object) -> Markup:
    """Translate a message of a template; what fills its fields is escaped as all else is."""
    return _filled(language.catalogue.gettext(message), values)


def _counted(language: Language, one: str, many: str, count: int, **values: object) -> Markup:
    """Translate a message about `count` things."""
    message = language.catalogue.ngettext(one, many, count)
    return _filled(message, {"count": language.number(count), **values})


def _filled(message: str, values: Mapping[str, object]) -> Markup:
    # Each value is escaped here, so that the plain, fast format of a str serves.
    return Markup(
        message.format(**{name: finalize(value).__html__() for name, value in values.items()})
    )


def what_is_searched(articles: int, language: Language) -> str:
    """Say what the search holds of so many articles; nothing where it has words of them all."""
    if articles <= SEARCHED_IN_WORDS:
        return ""
    return language.gettext(
        "Words are searched in the newest {count} articles, headlines and names in all of them.",
        count=language.number(SEARCHED_IN_WORDS),
    )


def render_problems(problems: list[Problem], templates: Path | None = None) -> str:
    """Render the page that stands in for every other while the seed files have errors."""
    template = make_environment(templates).get_template("problems.md.jinja")
    return template.render(problems=problems)


class Renderer:
    """Renders the pages of one briefing; a page's own state lives in its `_Page`."""

    def __init__(
        self, briefing: Briefing, templates: Path | None = None, site_url: str | None = None
    ) -> None:
        self.briefing = briefing
        self.site_url = site_url
        self.language = briefing.language
        self.environment = make_environment(templates, self.language)
        newest = briefing.articles[-SEARCHED_IN_WORDS:]
        self.words_since = newest[0].article.data.published
        # What every page says many times is worded once.
        self.say = cache(partial(_translated, self.language))
        self.ngettext = partial(_counted, self.language)
        # Every word of the glossary that stands alone, the longest first.
        words = sorted(briefing.glossary, key=len, reverse=True)
        self.glossary = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") if words else None
        )

    def page(self, template: str, address: Address, title: str, **context: Any) -> str:
        """Render one page: front matter, then the template's Markdown, then how to cite it.

        The date is that of the newest article that the page rests on. A `briefing` in the context
        is the part of it that the page shows.
        """
        briefing = context.pop("briefing", self.briefing)
        view: ArticleView = context.get("view", self.briefing.articles[-1])
        page = _Page(self, address, self._day(view, context.get("part")))
        body, cite = (
            self.environment.get_template(f"{name}.md.jinja")
            .render(page=page, briefing=briefing, title=title, **context)
            .strip()
            for name in (template, "_cite")
        )
        # MkDocs' themes print both as they are, so they are HTML already.
        matter = {
            "title": escape_html(" ".join(title.split())),
            "description": escape_html(
                descriptions.of_page(self.briefing, template, title, **context)
            ),
            "date": view.article.data.published.isoformat(),
        }
        rows = [f"{key}: {_yaml_text(value)}" for key, value in matter.items()]
        excluded = page.is_lean and template in _REPEATING
        if excluded or (page.is_old and template not in _LASTING):
            rows += ["search:", "  exclude: true"]
        elif template in _WEIGHTS:
            rows += ["search:", f"  boost: {_WEIGHTS[template]}"]
        notes = "".join(f"\n{note}\n" for note in page.notes())
        end = (_NOTES_HERE if notes else "") + cite
        return "\n".join(["---", *rows, "---", "", body, "", end, ""]) + notes

    def _day(self, view: ArticleView, part: Part | None) -> datetime.date:
        """Give the day of the newest thing on a page."""
        in_period = part is not None and part.period.name
        return part.period.rows[-1].day if part and in_period else view.article.data.published


class _Page:
    """What a template may call while its page is made; it numbers the page's evidence marks."""

    def __init__(self, renderer: Renderer, address: Address, day: datetime.date) -> None:
        self.renderer = renderer
        self.day = day
        self.briefing = renderer.briefing
        self.language = renderer.language
        self.say = renderer.say
        self.ngettext = renderer.ngettext
        # An attribute for what a large briefing's search leaves out.
        self.unsearched = Markup('data-search-exclude="true" ' if self.is_lean else "")
        self.registry = renderer.briefing.registry
        self.address = address
        self.folder = posixpath.dirname(address.page)
        self.noted: dict[tuple[tuple[str, Span], ...], int] = {}
        self.cited: dict[tuple[tuple[str, Span], ...], tuple[int, Sequence[Evidence]]] = {}

    @property
    def is_lean(self) -> bool:
        """Tell whether the search leaves out what it has elsewhere: see SEARCHED_IN_FULL."""
        return len(self.briefing.articles) > SEARCHED_IN_FULL

    @property
    def is_old(self) -> bool:
        """Tell whether the search leaves out the page's words: see SEARCHED_IN_WORDS."""
        return self.day < self.renderer.words_since

    # Links

    def to(self, address: Address) -> Markup:
        """Give an address as a Markdown link's target, relative to this page."""
        address = self.briefing.atlas.now(address)
        path = relative(address.markdown, self.folder)
        return Markup(f"{path}#{address.anchor}" if address.anchor else path)

    def href(self, address: Address) -> Markup:
        """Give an address as an `href` in raw HTML, relative to this page."""
        return Markup(relative(self.briefing.atlas.now(address).url, self.folder))

    def to_file(self, name: str) -> Markup:
        """Give the target of a Markdown link to a file at the site's root."""
        return Markup(relative(name, self.folder))

    @property
    def calendar_subscription(self) -> str:
        """The address at which a calendar program subscribes; empty where the site has none."""
        site_url = self.renderer.site_url
        return (
            re.sub("^https?:", "webcal:", on_the_web("meetings.ics", site_url)) if site_url else ""
        )

    def link(self, text: str, address: Address) -> Markup:
        """Give a Markdown link; just the text where it would lead to the page itself."""
        if address.page == self.address.page and not address.anchor:
            return escape(text)
        return Markup(f"[{escape(text)}]({self.to(address)})")

    def person(self, id_: str) -> Markup:
        """Name a person, with a link."""
        return self.link(self.registry.people[id_].name, addresses.of_person(id_))

    def party(self, id_: str) -> Markup:
        """Name a party, with a link."""
        return self.link(self.registry.parties[id_].name, addresses.of_party(id_))

    def speaker(self, id_: str) -> Markup:
        """Name a person or party, with a link."""
        return self.person(id_) if id_ in self.registry.people else self.party(id_)

    def issue(self, id_: str, party: str = "") -> Markup:
        """Name an issue, with a link."""
        return self.link(self.registry.issues[id_].name, addresses.of_issue(id_, party))

    def place(self, id_: str) -> Markup:
        """Name a place."""
        return escape(self.registry.places[id_].name)

    def meeting(self, id_: str, name: str) -> Markup:
        """Name a meeting, with a link."""
        return self.link(name, addresses.of_meeting(id_))

    def article(self, id_: str) -> Markup:
        """Name an article by its headline, with a link."""
        headline = self.briefing.corpus.article(id_).data.headline
        return self.link(headline, addresses.of_article(id_))

    def people(self, ids: Iterable[str]) -> str:
        """Name people, with links."""
        return self.language.listed([self.person(id_) for id_ in ids])

    def parties(self, ids: Iterable[str]) -> str:
        """Name parties, with links."""
        return self.language.listed([self.party(id_) for id_ in ids])

    def speakers(self, ids: Iterable[str]) -> str:
        """Name people and parties, with links."""
        return self.language.listed([self.speaker(id_) for id_ in ids])

    def issues(self, ids: Iterable[str], style: str = "standard") -> str:
        """Name issues, with links; `style` is "standard" or "or"."""
        return self.language.listed([self.issue(id_) for id_ in ids], style)

    def articles(self, ids: Iterable[str]) -> str:
        """Name articles, with links."""
        return self.language.listed([self.article(id_) for id_ in ids])

    def published(self, id_: str) -> datetime.date:
        """Give an article's date of publication."""
        return self.briefing.corpus.article(id_).data.published

    def entry(self, kind: str, cited: Cited[Any]) -> Address:
        """Give the place where an entry is shown in full."""
        return addresses.of_entry(kind, cited, self.registry)

    def number(self, value: int) -> str:
        """Write a number with the language's own marks."""
        return self.language.number(value)

    def period(self, period: Period) -> Markup:
        """Name a period of a list."""
        return escape(period_name(period, self.language))

    def span(self, first: datetime.date, last: datetime.date) -> Markup:
        """Say a day, or from which day to which."""
        between = f"{first}/{last}" if first != last else f"{first}"
        return escape(self.language.date(Edtf.parse(between)))

    def newest(self, names: Sequence[str], most: int = 6) -> Markup:
        """List the last of many names, for an attribute or raw HTML, and say how many more."""
        listed = Markup("; ").join(map(inert, names[-most:]))
        if (more := len(names) - most) > 0:
            count = self.language.ngettext("and {count} more", "and {count} more", more)
            listed += Markup("; ") + escape(count)
        return listed

    def time(self, day: datetime.date) -> Markup:
        """Say a day with its weekday, in an element that programs read."""
        said = escape(self.language.date(day, weekday=True))
        return Markup(f'<time datetime="{day.isoformat()}">{said}</time>')

    def entry_name(self, kind: str, cited: Cited[Any]) -> Markup:
        """Say what an entry is called where another page leads to it."""
        entry = cited.entry
        match kind:
            case "quotation":
                return self.say("quotation: {name}", name=self._speaker(entry.speaker))
            case "statement":
                return self.say("statement: {name}", name=self._speaker(entry.speaker))
            case "position":
                return self.say("position: {name}", name=self._speaker(entry.party))
            case "participant":
                return self.say("role: {name}", name=self._speaker(entry.person))
            case "meeting":
                return self.say("meeting: {name}", name=entry.name)
            case "discrepancy":
                kind = self.language.word(entry.kind).lower()
                return self.say("discrepancy: {kind}", kind=kind)
            case "bottom-line":
                return self.say("bottom line")
            case "takeaway":
                return self.say("takeaway")
            case "event":
                return self.say("event")
            case "figure":
                return self.say("figure")
        return self.say("date of publication")

    def _speaker(self, id_: str) -> str:
        return self.registry.speaker(id_).name

    def used_by(self, uses: Iterable[Use]) -> Markup:
        """Link to the entries that rest on words, each place once."""
        places: dict[Address, Use] = {}
        for use in uses:
            places.setdefault(use.address, use)
        return Markup(" · ").join(
            Markup(f'<a href="{self.href(address)}">{self.entry_name(use.kind, use.cited)}</a>')
            for address, use in places.items()
        )

    def reports(self, articles: Iterable[str]) -> Markup:
        """Say how many independent reports stand behind a fact; nothing where there is but one."""
        known = list(dict.fromkeys(articles))
        count, independent = len(known), self.briefing.independent(known)
        if count < 2:
            return Markup("")
        if independent == count:
            said = self.ngettext(
                "reported by {count} independent article",
                "reported by {count} independent articles",
                count,
            )
        elif independent == 1:
            said = self.ngettext(
                "reported by {count} article",
                "reported by {count} articles, all near-copies of one text",
                count,
            )
        else:
            said = self.ngettext(
                "reported by {count} article, {independent} of them independent",
                "reported by {count} articles, {independent} of them independent",
                count,
                independent=independent,
            )
        return Markup(f' <span class="readout-note">{said}</span>')

    # Citations

    def citation(self, title: str) -> str:
        """Say how to cite this page."""
        site_url = self.renderer.site_url
        return citations.of_page(self.briefing, self.address, title, site_url).text(self.language)

    def article_citation(self, id_: str) -> str:
        """Say how to cite an article."""
        return citations.of_article(self.briefing.corpus.article(id_)).text(self.language)

    # Words

    def prose(self, text: str) -> Markup:
        """Escape our own words and explain the glossary's abbreviations in them."""
        pattern = self.renderer.glossary
        if not pattern:
            return escape(text)
        parts: list[Markup] = []
        at = 0
        for match in pattern.finditer(text):
            meaning = inert(self.briefing.glossary[match.group()])
            parts.append((escape_within if at else escape)(text[at : match.start()]))
            parts.append(Markup(f'<abbr title="{meaning}">{escape(match.group())}</abbr>'))
            at = match.end()
        return Markup("").join([*parts, (escape_within if at else escape)(text[at:])])

    def each_prose(self, texts: Iterable[str]) -> Markup:
        """Escape several texts of our own, parted by semicolons."""
        return Markup("; ").join(map(self.prose, texts))

    def printed(self, evidence: Iterable[Evidence]) -> Markup:
        """Give the words as the article prints them, pieces parted by `[…]`."""
        texts = [
            escape_within(self._words(item.article, span))
            for item in evidence
            for span in item.spans
        ]
        return Markup(" […] ".join(texts))

    def context(self, evidence: Iterable[Evidence]) -> Markup:
        """Give the sentences around words that are no sentence, as printed, the words marked."""
        parts: list[Markup] = []
        for item in evidence:
            passages = self.briefing.corpus.article(item.article).text.passages
            around = dict.fromkeys(
                sentence for span in item.spans for sentence in sentences_around(passages, span)
            )
            parts += [_marked_words(passages.text, sentence, item.spans) for sentence in around]
        return Markup(" […] ").join(parts)

    def _words(self, article: str, span: Span) -> str:
        return self.briefing.corpus.article(article).text.text[span.start : span.end]

    # Evidence

    def cite(self, *evidence: Evidence) -> Markup:
        """Give the mark of a footnote with this evidence; the same evidence, the same mark."""
        key = tuple(spans_of(evidence))
        mark, _ = self.cited.setdefault(key, (len(self.cited) + 1, evidence))
        # Nothing in it needs to be escaped.
        sign = f"[^{mark}]"
        return Markup(f'<span data-search-exclude="true">{sign}</span>' if self.is_lean else sign)

    def marks(self, cited: Cited[Any] | Utterance) -> Markup:
        """Give the mark of an entry or utterance, and a sign where its words are in doubt."""
        entries = cited.witnesses if isinstance(cited, Utterance) else [cited]
        if not (doubts := self.briefing.doubts(*entries)):
            return self.cite(*cited.evidence)
        target = self.to(self.entry("discrepancy", doubts[0]))
        why = self.say("Handle with care: these words are listed under Discrepancies")
        return Markup(f'{self.cite(*cited.evidence)} [⚠]({target} "{why}"){{ .readout-doubt }}')

    def notes(self) -> Iterator[Markup]:
        """Yield the page's footnotes: the words as printed, the article, the paragraph, the way."""
        for mark, evidence in self.cited.values():
            yield Markup(f"[^{mark}]: {self._note(evidence)}")

    def _note(self, evidence: Sequence[Evidence]) -> Markup:
        rows: list[str] = []
        by_article: dict[str, list[Evidence]] = {}
        for item in evidence:
            by_article.setdefault(item.article, []).append(item)
        for article, items in by_article.items():
            rows += [f"{self._quoted(item)} ({self._where(item)})" for item in items]
            rows[-1] += f" — {self.article(article)}"
            if live := self._live(article, items):
                rows.append(live)
        return Markup(" · ".join(rows))

    def _quoted(self, item: Evidence) -> Markup:
        return Markup(f'<span class="readout-words">{self.printed([item])}</span>')

    def _where(self, item: Evidence) -> Markup:
        passages = self.briefing.corpus.article(item.article).text.passages
        span = item.spans[0]
        target = self.to(addresses.of_article(item.article, span))
        words = self.say("paragraph {number}", number=passages.paragraph_at(span.start))
        return Markup(f"[{words}]({target})")

    def _live(self, article: str, items: Sequence[Evidence]) -> Markup | None:
        """Link to the words in the live page by a URL text fragment (W3C draft)."""
        url = self.briefing.corpus.article(article).data.url
        if not url:
            return None
        parts = [
            "text="
            + quote(" ".join(self._words(article, span).split()), safe="").replace("-", "%2D")
            for item in items
            for span in item.spans
        ]
        base, _, fragment = url.partition("#")
        target = f"{base}#{fragment}:~:{'&'.join(parts)}"
        words = self.say("in the live page")
        return Markup(f'<a href="{inert(target)}" rel="noopener">{words}</a>')

    # The printed brief: one page has no room for every word, so its notes give the first few

    def note(self, *entries: Cited[Any]) -> Markup:
        """Give the number of an endnote, linked to the words in the article's page."""
        pieces = dict.fromkeys(piece for cited in entries for piece in spans_of(cited.evidence))
        number_ = self.noted.setdefault(tuple(pieces), len(self.noted) + 1)
        article, span = next(iter(pieces))
        target = self.to(addresses.of_article(article, span))
        return Markup(f"<sup>[{number_}]({target})</sup>")

    def short_notes(self) -> Iterator[Markup]:
        """Yield the endnotes: the first words, and the paragraph of each piece.

        The more notes there are, the fewer words has each.
        """
        most = max(5, min(8, 150 // max(1, len(self.noted))))
        letters = {view.article.id: letter for letter, view in self.noted_articles()}
        for pieces in self.noted:
            paragraphs = dict.fromkeys(
                self._paragraph(letters[article], article, span) for article, span in pieces
            )
            first, *others = paragraphs
            words = self._opening(*next(iter(pieces)), most)
            yield Markup(", ".join([f"{first} {words}", *others]))

    def noted_articles(self) -> list[tuple[str, ArticleView]]:
        """List the articles that the endnotes name, each with its letter; a lone one has none."""
        noted = dict.fromkeys(article for pieces in self.noted for article, _ in pieces)
        views = [view for view in self.briefing.articles if view.article.id in noted]
        letters = ascii_uppercase if len(views) > 1 else [""]
        return [(letters[i % 26] * (i // 26 + 1), view) for i, view in enumerate(views)]

    def _opening(self, article: str, span: Span, most: int) -> Markup:
        words = self._words(article, span).split()
        return escape_within(" ".join(words[:most]) + (" …" if len(words) > most else ""))

    def _paragraph(self, letter: str, article: str, span: Span) -> Markup:
        passages = self.briefing.corpus.article(article).text.passages
        return Markup(f"{letter}¶{passages.paragraph_at(span.start)}")

    # The article's page

    def marked_text(self, view: ArticleView) -> Iterator[tuple[int, Markup, list[Use]]]:
        """Yield (number, HTML, uses) for each paragraph that may be shown.

        The HTML is the paragraph, character for character, with the used passages in `mark`.
        """
        text = view.article.text
        for number_, paragraph in enumerate(text.passages.paragraphs, 1):
            uses = [
                use
                for use in view.uses
                if use.span.start < paragraph.end and paragraph.start < use.span.end
            ]
            if uses or view.article.data.rights == "full":
                spans = dict.fromkeys(use.span for use in uses)
                yield number_, _marked(text.text, paragraph, list(spans)), uses

    def gap(self, view: ArticleView, number_: int) -> Markup:
        """Give what stands between a paragraph and the one before it: line breaks, mostly."""
        text, paragraphs = view.article.text.text, view.article.text.passages.paragraphs
        start = paragraphs[number_ - 2].end if number_ > 1 else 0
        end = paragraphs[number_ - 1].start if number_ <= len(paragraphs) else len(text)
        between = text[start:end]
        return Markup("".join("\n" if char == "\n" else f"&#{ord(char)};" for char in between))


def _marked_words(text: str, sentence: Span, spans: Sequence[Span]) -> Markup:
    parts: list[Markup] = []
    at = sentence.start
    for span in spans:
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        if at <= start < end:
            parts += [escape_within(text[at:start])]
            parts += [Markup(f"<mark>{escape_within(text[start:end])}</mark>")]
            at = end
    return Markup("").join([*parts, escape_within(text[at : sentence.end])])


def _yaml_text(value: str) -> str:
    """Write a text as YAML in quotation marks, with escapes for what YAML takes no other way."""
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


def _marked(text: str, paragraph: Span, spans: list[Span]) -> Markup:
    """Mark the spans in a paragraph; where two cross, the later goes on in a second mark."""
    out: list[Markup] = []
    open_ends: list[int] = []
    at = paragraph.start

    def advance(to: int) -> None:
        nonlocal at
        while open_ends and open_ends[-1] <= to:
            out.append(inert(text[at : open_ends[-1]]))
            out.append(Markup("</mark>"))
            at = open_ends.pop()
        out.append(inert(text[at:to]))
        at = to

    waiting = sorted(
        ((max(s.start, paragraph.start), min(s.end, paragraph.end), s) for s in spans),
        key=lambda row: (row[0], -row[1]),
    )
    while waiting:
        start, end, span = waiting.pop(0)
        advance(start)
        # The id stands where the words begin, and only there; where they go on, its name does.
        first = start == max(span.start, paragraph.start) and span.start >= paragraph.start
        attribute = "id" if first else "data-words"
        out.append(Markup(f'<mark {attribute}="{addresses.words_anchor(span)}">'))
        if open_ends and end > open_ends[-1]:
            rest = (open_ends[-1], end, span)
            place = next((i for i, row in enumerate(waiting) if row[0] > rest[0]), len(waiting))
            waiting.insert(place, rest)
            end = open_ends[-1]
        open_ends.append(end)
    advance(paragraph.end)
    return Markup("").join(out)
