"""Rules about words of an article's text that may be misprints. They say *may be*, and no more."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.checks import Finding, article_rule
from generator.checks.article_text import Place, findings
from generator.corpus import Article, Corpus
from generator.model import Span
from generator.problems import Severity
from generator.registry import Registry

# Place names

# Shorter names have too many neighbours: Iran and Iraq, Mali and Bali.
_SHORTEST = 5
# Shorter ones than this may be any word that starts a sentence: Chile and Child.
_SHORTEST_AT_START = 7
_LONG_WORD = re.compile(r"[A-Z\u00c0-\u1fff][^\W\d_]{4,30}")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_START = re.compile(r"(?:^|\n\s*\n|[.!?…:“‘\"(•*][”’\")]*)\s*\Z")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?(?:\s{1,2}|-)\Z")
_WORD_AFTER = re.compile(r"(?:\s{1,2}|-)([^\W\d_]+)")
# They stand before a place's name with a capital where they start a sentence.
_SMALL_WORDS = re.compile(
    r"(?:a|an|the|and|or|but|in|at|from|to|near|of|for|on|outside|inside|around|across|between|with"
    r"|when|while|where|as|after|before|since|until|under|over|if|that|both|into|through|towards?)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December"
)
# Words of their own, one letter from the name of a place.
_OTHER_WORDS = re.compile(
    r"Iceland|Ireland|Columbia|Philippine|Maldive|Emirate|Bahama|Falkland|Cameron|Hollande|Parish"
    r"|Marine|Angela|Susan|Sonia|Nigel|Franco"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """One word of a place's name, with what stands before and after it in the name."""

    word: str
    before: str
    after: str
    is_alias: bool

    def is_at(self, text: str, span: Span) -> bool:
        """Tell whether the word at the span can stand for this one."""
        if self.before or self.after:
            return text.endswith(self.before, 0, span.start) and text.startswith(
                self.after, span.end
            )
        if len(self.word) < _SHORTEST_AT_START and _starts_sentence(text, span.start):
            return False
        return not _is_part_of_another(text, span)


@dataclass(frozen=True, slots=True)
class _Names:
    """The registry's words: those that are right as printed, and where to look for near ones."""

    right: frozenset[str]
    aliases: frozenset[str]
    near: Mapping[str, tuple[_Name, ...]]
    initials: frozenset[str]


@article_rule("W605", Severity.WARNING)
def check_place_names(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """No place name in the text is one letter from a name that the registry of places knows."""
    names = _names(corpus.registry)
    if not names.near:
        return
    text = article.text.text
    found: dict[str, list[tuple[Span, str]]] = {}
    alike: dict[str, list[_Name]] = {}
    part_of_others: set[str] = set()
    for match in _capitalised(text):
        word = match.group()
        if word[0] not in names.initials:
            continue
        if word not in alike:
            alike[word] = _near(word.capitalize() if word.isupper() else word, names)
        if not alike[word]:
            continue
        span = Span(start=match.start(), end=match.end())
        whole = next((name for name in alike[word] if name.is_at(text, span)), None)
        if whole:
            found.setdefault(word, []).append((span, whole.before + whole.word + whole.after))
        elif _is_part_of_another(text, span):
            part_of_others.add(word)
    if not found:
        return

    def places() -> Iterator[Place]:
        for word, spans in found.items():
            # A word that is printed with a small letter too is no place.
            if word not in part_of_others and f" {word.lower()}" not in text:
                for span, name in spans:
                    yield (span,), f"“{word}” is one letter from “{name}”; it may be a misprint"

    help_text = (
        "if it is one, list it under `discrepancies` (kind: misprint); if it is another place, add"
        " that to `places`"
    )
    yield from findings(article, places(), help_text)


@lru_cache(maxsize=1)
def _names(registry: Registry) -> _Names:
    """Index the names of places by what is left of them when one letter is taken away."""
    right: set[str] = set()
    for entities in (registry.parties, registry.people):
        for entity in entities.values():
            for name in (entity.name, *entity.aliases):
                right.update(_WORD.findall(name))
    aliases: set[str] = set()
    near: dict[str, dict[_Name, None]] = {}
    for place in registry.places.values():
        # An alias is often the misprint itself, and so does not make a word right.
        right.update(_WORD.findall(place.name))
        aliases.update(place.aliases)
        for name in (place.name, *place.aliases):
            for part in _parts(name, is_alias=name != place.name):
                for form in _forms(part.word):
                    near.setdefault(form, {})[part] = None
    return _Names(
        right=frozenset(right),
        aliases=frozenset(aliases),
        near={form: tuple(parts) for form, parts in near.items()},
        initials=frozenset(part.word[0] for parts in near.values() for part in parts),
    )


def _capitalised(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of five letters and more that begin with a capital."""
    for match in _LONG_WORD.finditer(text):
        at = match.start()
        if text[at].isupper() and not (at and text[at - 1].isalpha()):
            yield match


def _parts(name: str, *, is_alias: bool) -> Iterator[_Name]:
    """Yield the words of a place's name that are long enough to be told, with those around."""
    for match in _capitalised(name):
        before, after = name[: match.start()], name[match.end() :]
        # "The mission in Geneva" names Geneva too.
        alone = not after and before.split()[-1:] in (["in"], ["near"], ["at"])
        yield _Name(match.group(), "" if alone else before, after, is_alias)


def _forms(word: str) -> Iterator[str]:
    yield word
    yield from (word[:index] + word[index + 1 :] for index in range(len(word)))


def _near(word: str, names: _Names) -> list[_Name]:
    """List the names that the word is one letter from; none if it is a form of one of them.

    An alias as printed is held against the names of places only.
    """
    if word in names.right or _OTHER_WORDS.fullmatch(word):
        return []
    known = dict.fromkeys(name for form in _forms(word) for name in names.near.get(form, ()))
    near = [
        name
        for name in known
        if word[0] == name.word[0]
        and not (name.is_alias and word in names.aliases)
        and _one_letter(word, name.word)
    ]
    return [] if any(_is_form(word, name.word) for name in near) else near


def _one_letter(a: str, b: str) -> bool:
    """Tell whether one letter was added, left out, replaced, or changed places with the next."""
    start = 0
    shorter = min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        return rest_a[1:] == rest_b[1:] or (
            rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
        )
    return rest_a[1:] == rest_b or rest_a == rest_b[1:]


def _is_form(word: str, name: str) -> bool:
    """Tell whether the word is a plural, an adjective, the people or another spelling of the name.

    Koreas, Austrian, Israeli; German; Texan, Germans, Swedes, Italia; Zürich.
    """
    if word[:-1] == name:
        return word[-1] in "sni"
    if word == name[:-1]:
        return name[-1] == "y"
    if word[:-1] == name[:-1]:
        return (name[-1], word[-1]) in {("s", "n"), ("y", "s"), ("n", "s"), ("y", "a")}
    if len(word) != len(name) or (word.isascii() and name.isascii()):
        return False
    return _unaccented(word) == _unaccented(name)


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _is_part_of_another(text: str, span: Span) -> bool:
    """Tell whether a capitalised word stands right before or behind: François Hollande."""
    before = _WORD_BEFORE.search(text, max(0, span.start - 24), span.start)
    if before and before[1][0].isupper() and not _SMALL_WORDS.fullmatch(before[1]):
        return True
    after = _WORD_AFTER.match(text, span.end, span.end + 24)
    return bool(after and after[1][0].isupper() and not _TIMES.fullmatch(after[1]))


def _starts_sentence(text: str, at: int) -> bool:
    return _SENTENCE_START.search(text[max(0, at - 8) : at]) is not None


# Now and not

_NOW = re.compile(r"now\b")
_VERB = re.compile(
    r"\b(?:will|would|can|could|shall|should|must|may|might|do|does|did|is|are|was|were|has|have"
    r"|had)\s\Z"
)
# Set phrases with “not” in them, however they go on.
_PHRASE = re.compile(
    r"""(?:
      (?:whether|believe\ it|like\ it|ready)\ or\ now | last\ but\ now\ least
    | (?<=[,—–]\ )now\ to\ mention
    | if\ it\ (?:was|were|had)\ now\ (?:been\ )?for | do\ now\ hesitate
    | now\ only\b(?=[^.;!?\n]{0,160}\bbut\ also\b)
    | did\ now\ (?:immediately\ |even\ |yet\ |directly\ )?
        (?!(?:and|or|but|the|an|in|on|at|to|for|with|as|that|this|is|was|are|were|be|have|had|will
        |would|can|could|may|might|must|should|seem|look|appear|mean|make|by|from|because|so|when
        |while|if|not|than|it|he|she|they|we|you|also|then|finally|indeed|actually)\b)[a-z]{2,}(?<!s)
    | (?:do|does)\ now\ (?:immediately\ )?(?:respond|reply|return)\b
        [^.;\n]{0,40}\b(?:requests?|calls?|e-?mails?|messages?)
    | could\ now\ (?:immediately\ )?be\ (?:immediately\ )?reached\ for
    | could\ now\ be\ independently\ (?:verified|confirmed)(?=[.,;”])
    | (?:is|was|were|are)\ now\ (?:yet\ |immediately\ )?(?:clear|known|sure|certain)\ (?:whether|if)
    | (?:do|does|did)\ now\ know\ (?:whether|if)
    | (?:should|must|could|can)\ now\ be\ (?:under|over)(?:estimated|stated)
    )(?!\w)""",
    re.VERBOSE,
)
# Behind an auxiliary verb and “now”: what wants a negation.
_AT_ONCE = re.compile(
    r"now\s(?:ever\b|yet\b(?!\s(?:another|again|more))|(?:know|expected|known|released|announced"
    r"|revealed|begin|start|rest|return|resume|happen|arrive)\suntil\b)"
)
_AT_CLAUSE_END = re.compile(r"\b(?:any ?more|any longer|at all|whatsoever|either|(?<!as )yet)\s*\Z")
# To yield to “any” is no news of itself; it is where somebody has just been firm.
_YIELDS_TO_ANY = re.compile(
    r"now\s(?:allow|let|permit|tolerate|accept|concede|compromise|negotiate|give up|yield|grant)\b"
    r"[^.;:!?()“”\"\n]{0,60}?\bany(?:one|body|thing|where)?\b"
)
_FIRM = re.compile(
    r"\b(?:firmly|(?:is|are|was|were|been|be|remain\w*|stand|stood|hold|held) (?:very )?firm"
    r"|push(?:ed|es|ing)? back (?:on|against|at)|non-?starters?|red lines?|unacceptable"
    r"|under no circumstances)\b"
)
# Where one of these stands too, it is what the other words go with.
_GOES_WITH = re.compile(
    r"\b(?:not|no|nor|never|nobody|nothing|none|neither|without|hardly|barely|scarcely|rarely|few"
    r"|little|less|fewer|than|before|if|whether|unless|too|only|refus\w+|den(?:y|ied|ies|ying)"
    r"|stop\w*|bann?\w*|prevent\w*|unable|unlikely|unclear|doubt\w*|most|least|best|worst|first"
    r"|last|\w{2,}est|cannot)\b|n[’']t\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:!?()“”\"\n—–,]|\s(?:and|or|but|because|so that|while|as|since|when)\b")
_WHAT = re.compile(r"\b(?:[Ww]hat|[Aa]s|[Ss]o|[Nn]or|than|which|[Ww]ho|like)\b[^.,;]*\Z")
_LONGEST_LEAD, _WORDS_BEFORE = 40, 3
_BEHIND, _AHEAD, _CONTEXT = 160, 160, 400


@article_rule("W607", Severity.WARNING)
def check_now_for_not(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """No “now” stands where the sentence wants “not”."""
    text = article.text.text

    def places() -> Iterator[Place]:
        for match in _NOW.finditer(text):
            if not text[match.start() - 1 : match.start()].isspace():
                continue
            if phrase := _phrase_that_wants_not(text, match.start()):
                shown = " ".join(text[phrase.start : phrase.end].split())
                now = Span(start=match.start(), end=match.end())
                yield (phrase, now), f"“now” may be a misprint for “not” in “{shown}”"

    help_text = (
        "read the sentence again; if “not” may be meant, list it under `discrepancies` (kind:"
        " misprint) and rest no statement on the one reading"
    )
    yield from findings(article, places(), help_text)


def _phrase_that_wants_not(text: str, now: int) -> Span | None:
    """Give the phrase around this “now” in which “not” is likelier, if there is one."""
    from_ = max(0, now - _LONGEST_LEAD)
    # In a text that is wrapped, a phrase may run over the end of a line.
    window = text[from_ : now + _AHEAD].replace("\n", " ")
    start = now - from_
    for _ in range(_WORDS_BEFORE + 1):
        phrase = _PHRASE.match(window, start)
        if phrase and phrase.end() > now - from_ and not _does_what(window, phrase):
            return Span(start=from_ + phrase.start(), end=from_ + phrase.end())
        start = window.rfind(" ", 0, max(0, start - 1)) + 1
    verb = _VERB.search(text, max(0, now - 8), now)
    if not verb:
        return None
    yields = _YIELDS_TO_ANY.match(text, now)
    if yields and _FIRM.search(text, _paragraph_start(text, now), now):
        return Span(start=verb.start(), end=yields.end())
    found = _AT_ONCE.match(text, now)
    stop = _CLAUSE.search(text, now, now + _AHEAD)
    end = found.end() if found else stop.start() if stop else now
    if not found and not _AT_CLAUSE_END.search(text, now, end):
        return None
    ahead = text[now:end]
    *_, behind = _CLAUSE.split(text[max(0, now - _BEHIND) : now])
    if _GOES_WITH.search(ahead) or _GOES_WITH.search(behind) or _asks(text, end):
        return None
    return Span(start=verb.start(), end=end)


def _does_what(window: str, phrase: re.Match[str]) -> bool:
    """Tell whether “did” belongs to a clause of its own: “what he did now haunts him”."""
    before = window[: phrase.start()]
    return phrase.group().startswith("did") and _WHAT.search(before) is not None


def _paragraph_start(text: str, at: int) -> int:
    return max(0, at - _CONTEXT, text.rfind("\n\n", max(0, at - _CONTEXT), at))


def _asks(text: str, at: int) -> bool:
    """Tell whether the sentence that runs on here is a question, which may have any of them."""
    stop = re.compile(r"[.?!\n]").search(text, at, at + _CONTEXT)
    return bool(stop and stop.group() == "?")
