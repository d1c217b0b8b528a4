"""Rules about what an article says and its file leaves out, and how much it takes up."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from generator.checks import Finding, article_rule
from generator.corpus import Article, Corpus
from generator.model import Span, spans_of
from generator.problems import Severity
from generator.registry import Registry
from generator.speech.names import plain
from generator.speech.words import DESCRIBING, OPENERS, ROLES, STOPS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"\w+")

# Quotation marks that hold a name and nobody's words: “The Long Quay”, the word “shall”.
_SMALL = _set("a an and as at by de for from in of on or the to with")
_NAMED = re.compile(r"\b(?:called|dubbed|entitled|known as|named|nicknamed|titled)\s+\Z")
_MENTIONED = re.compile(r"\b(?:letters?|headline|nickname|prefix|suffix|term|title|word)\s+\Z")
_ENDS_A_CLAUSE = tuple(".,;:?!…")

# Names: a run of capitalised words, with what joins them.
_CAPITALISED = (
    r"(?:(?:Mrs?|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Capt|Sgt|Rev|[A-Z])\."
    r"|[^\W\d_a-z][\w-]*(?:'(?!s\b)[\w-]+)*)"
)
_JOINED = r"(?:(?:de|van|von|der|den|al|bin|ibn|da|di|du) )*"
_RUN = re.compile(rf"(?<![\w'-]){_CAPITALISED}(?: {_JOINED}{_CAPITALISED})*")
_NAME_WORD = re.compile(r"[^\W\d_][\w-]*(?:'(?!s\b)[\w-]+)*")
# An office behind a comma.
_OFFICE_AFTER = re.compile(
    rf", (?:(?:the|a|an|its|their|his|her|[^\W\d_a-z][\w-]*'s) )?(?:[\w'-]+ ){{0,3}}?"
    rf"(?:{'|'.join(sorted(ROLES, key=len, reverse=True))})\b(?! [A-Z])"
)
_HONORIFICS = _set("chancellor dr gov miss mr mrs ms premier president prof rep sen")
_ORGANISATIONS = _set(
    """
    affairs agency airport alliance april army assembly association august authority avenue bank
    board bureau cabinet centre center church club college commission committee community company
    conference congress convention corps council court december department directorate embassy
    february federation force forces forum foundation front fund group hall hospital hotel institute
    institution january july june kingdom league legislature march ministry mission movement nations
    navy network news november october office organisation organization palace parliament post press
    programme program radio republic road school senate september service services society square
    states station street summit television times treaty tribunal trust union university
    """
)
_NO_PERSON = DESCRIBING | OPENERS | ROLES | _ORGANISATIONS | {word.lower() for word in STOPS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of an article's quotations and paragraphs its file takes up."""

    quotations: int
    quotations_used: int
    paragraphs: int
    paragraphs_cited: int

    def __add__(self, other: "Coverage") -> "Coverage":
        """Count two articles together."""
        return Coverage(
            quotations=self.quotations + other.quotations,
            quotations_used=self.quotations_used + other.quotations_used,
            paragraphs=self.paragraphs + other.paragraphs,
            paragraphs_cited=self.paragraphs_cited + other.paragraphs_cited,
        )

    def __str__(self) -> str:
        return (
            f"{self.quotations_used} of {self.quotations} quotations,"
            f" {self.paragraphs_cited} of {self.paragraphs} paragraphs"
        )


def coverage(corpus: Corpus, article: Article) -> Coverage:
    """Count what the article's file and briefing.yml take up of an article."""
    quotations, paragraphs = _quotations(article), _paragraphs(article)
    return Coverage(
        quotations=len(quotations),
        quotations_used=len(quotations) - len(_unused(article, quotations)),
        paragraphs=len(paragraphs),
        paragraphs_cited=len(paragraphs) - len(_uncited(corpus, article, paragraphs)),
    )


def coverage_line(corpus: Corpus) -> str:
    """Word the coverage of all articles: "9 of 11 quotations, 17 of 21 paragraphs"."""
    total = Coverage(quotations=0, quotations_used=0, paragraphs=0, paragraphs_cited=0)
    for article in corpus.articles:
        total += coverage(corpus, article)
    return str(total)


@article_rule("W701", Severity.WARNING)
def check_quotations_are_used(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """Every quotation in an article is entered."""
    for span in _unused(article, _quotations(article)):
        yield Finding(
            location=article.locate(span),
            message=f"no entry has this quotation: “{_shortened(article, span)}”",
            help="add it under `quotations`; if it is nobody's words, say so in a discrepancy",
            words=((article.id, span),),
        )


@article_rule("W702", Severity.WARNING)
def check_paragraphs_are_cited(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """Every paragraph of an article is cited."""
    paragraphs = _paragraphs(article)
    uncited = set(_uncited(corpus, article, paragraphs))
    # A transcript has dozens: those that stand together are one finding.
    for missed, run in groupby(paragraphs, uncited.__contains__):
        if not missed:
            continue
        first, *others = run
        what = f"these {len(others) + 1} paragraphs" if others else "this paragraph"
        yield Finding(
            location=article.locate(Span(start=first.start, end=[first, *others][-1].end)),
            message=f"nothing cites {what}: {_shortened(article, first)}",
            help="enter what it says; if it says nothing to the matter, tell so in a discrepancy",
            words=tuple((article.id, span) for span in (first, *others)),
        )


def _shortened(article: Article, span: Span) -> str:
    words = article.text.text[span.start : span.end].split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


# Quotations


def _quotations(article: Article) -> list[Span]:
    """List what stands in quotation marks and is somebody's words."""
    return [
        quoted.span
        for quoted in article.text.passages.quoted
        if not quoted.depth and not _is_name(article.text.text, quoted.span)
    ]


def _is_name(text: str, span: Span) -> bool:
    """Tell whether quotation marks hold a title, a nickname or a word that is spoken about."""
    quoted = text[span.start : span.end].strip()
    words = _WORD.findall(quoted)
    before = text[max(0, span.start - 30) : span.start - 1]
    if not words or _MENTIONED.search(before):
        return True
    if quoted.endswith(_ENDS_A_CLAUSE) or not all(
        word in _SMALL or not word[0].islower() for word in words
    ):
        return False
    after = text[span.end + 1 : span.end + 3]
    between_names = before[-1:] == " " and after[:1] == " " and after[1:].isupper()
    nickname = between_names and (before.split() or ["a"])[-1][0].isupper()
    return len(words) > 1 or nickname or bool(_NAMED.search(before))


def _unused(article: Article, quotations: list[Span]) -> list[Span]:
    """List the quotations that no entry has, in part or in words that are printed twice."""
    entered = [span for cited in article.quotations for _, span in spans_of(cited.evidence)]
    left = [span for span in quotations if not _overlaps(span, entered)]
    if not left:
        return []
    text = article.text.text
    known = f" {' | '.join(_bare(text[span.start : span.end]) for span in entered)} "
    return [span for span in left if f" {_bare(text[span.start : span.end])} " not in known]


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


# Paragraphs


def _paragraphs(article: Article) -> list[Span]:
    """List the paragraphs that have words."""
    text = article.text.text
    return [p for p in article.text.passages.paragraphs if _WORD.search(text, p.start, p.end)]


def _uncited(corpus: Corpus, article: Article, paragraphs: list[Span]) -> list[Span]:
    """List the paragraphs that no evidence touches and that are not in the article's metadata."""
    entries = [cited.evidence for _, cited in article.entries()]
    across = [corpus.bottom_line] if corpus.bottom_line else []
    entries += [cited.evidence for cited in (*across, *corpus.takeaways, *corpus.discrepancies)]
    spans = (
        span
        for evidence in (article.published_evidence, *entries)
        for item in evidence
        if item.article == article.id
        for span in item.spans
    )
    starts, ends = [p.start for p in paragraphs], [p.end for p in paragraphs]
    touched = {
        number
        for span in spans
        for number in range(bisect_right(ends, span.start), bisect_left(starts, span.end))
    }
    data = article.data
    metadata = {_bare(words) for words in (data.headline, data.byline, data.publisher) if words}
    return [
        span
        for number, span in enumerate(paragraphs)
        if number not in touched and _bare(article.text.text[span.start : span.end]) not in metadata
    ]


def _bare(text: str) -> str:
    """Give the words alone, as they are compared."""
    return " ".join(_WORD.findall(text.lower())).removeprefix("by ")


# People


@article_rule("W703", Severity.WARNING)
def check_people_are_known(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """Every person whom an article names with a title or an office is in the registry."""
    known = _people(corpus.registry)
    told: set[str] = set()
    for span in _titled(article):
        name = " ".join(article.text.text[span.start : span.end].split())
        if not known.have(name) and name.split()[-1] not in told:
            told.add(name.split()[-1])
            yield Finding(
                location=article.locate(span),
                message=f"{name} is not in the registry of people",
                help="add them under `people` in briefing.yml, or tell in a discrepancy why not",
                words=((article.id, span),),
            )


@lru_cache(maxsize=1)
def _people(registry: Registry) -> "_People":
    return _People(registry)


class _People:
    """The people of a registry, as other spellings of their names may mean them."""

    def __init__(self, registry: Registry) -> None:
        names = [name for p in registry.people.values() for name in (p.name, *p.aliases)]
        self._initials: dict[str, set[str]] = {}
        for words in ([word.lower() for word in _NAME_WORD.findall(name)] for name in names):
            if words:
                self._initials.setdefault(words[-1], set()).update(word[0] for word in words)
        self._others = {
            word.lower()
            for entities in (registry.parties, registry.places)
            for entity in entities.values()
            for name in (entity.name, *entity.aliases)
            for word in _NAME_WORD.findall(name)
        }

    def have(self, name: str) -> bool:
        """Tell whether a name may be one of theirs, or that of a party or place."""
        words = [word.lower() for word in _NAME_WORD.findall(name)]
        if not words or not self._others.isdisjoint(words):
            return True
        return words[0][0] in self._initials.get(words[-1], ())


def _titled(article: Article) -> Iterator[Span]:
    """Yield the names that stand with an office: "envoy Ilse Torv", "Mr Torv", "Ilse Torv, the"."""
    text = plain(article.text.text)
    for run in _RUN.finditer(text):
        start, end = run.span()
        before = text[text.rfind(" ", 0, max(0, start - 1)) + 1 : start].rstrip(" ,").lower()
        if before not in _HONORIFICS and " " not in run.group():
            continue
        words = list(_NAME_WORD.finditer(text, start, end))
        last_role = max(
            (i for i, word in enumerate(words) if word.group().lower() in ROLES), default=-1
        )
        office = words[last_role].group().lower() if last_role >= 0 else before
        name = words[last_role + 1 :]
        if _is_person(name, alone=office in _HONORIFICS) and (
            office in ROLES or _OFFICE_AFTER.match(text, end)
        ):
            yield Span(start=name[0].start(), end=name[-1].end())


def _is_person(words: list[re.Match[str]], *, alone: bool) -> bool:
    """Tell whether capitalised words are a person's first and last name, or `alone` a last name."""
    if not (1 if alone else 2) <= len(words) <= 4:
        return False
    return not any(
        word.group().lower() in _NO_PERSON or word.group()[-2:].isupper() for word in words
    )
