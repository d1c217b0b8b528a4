"""Rules about what stands in an article's text and is no part of the report.

What they find is the article's, which nobody rewrites: a discrepancy entry over the place tells
the readers and settles the finding.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.checks import Finding, article_rule
from generator.corpus import Article, Corpus
from generator.model import Span
from generator.problems import Severity

# Findings of one rule in one article: a text that is broken throughout is read no further.
MOST_PLACES = 20

Place = tuple[tuple[Span, ...], str]


def findings(article: Article, places: Iterable[Place], help_text: str) -> Iterator[Finding]:
    """Turn (spans, message) into findings at the first span; an entry over any span settles it."""
    for number, (spans, message) in enumerate(places, start=1):
        last = number == MOST_PLACES
        yield Finding(
            location=article.locate(spans[0]),
            message=message + (" (places after this one are not looked at)" if last else ""),
            help=help_text,
            words=tuple((article.id, span) for span in spans),
        )
        if last:
            return


def _lines(text: str) -> Iterator[Span]:
    """Yield the spans of the lines that hold anything, without white space at their edges."""
    for match in _LINE.finditer(text):
        line = match.group()
        if words := line.strip():
            start = match.end() - len(line.lstrip())
            yield Span(start=start, end=start + len(words))


_LINE = re.compile(r"[^\n]+")


def _cut(words: str, length: int = 60) -> str:
    """Put words on one line, and not too long a one."""
    words = " ".join(words.split())
    return words if len(words) <= length else words[: words.rfind(" ", 0, length)] + " …"


# Boilerplate

_LONGEST_BOILERPLATE = 240
_STORIES = r"(?:stor(?:y|ies)|articles?|news|content|links|coverage)"
_SITES = (
    r"(?:twitter|x|facebook|instagram|linkedin|whatsapp|telegram|youtube|tiktok|bluesky|mastodon"
    r"|threads|social\ media|google)\b"
)
_END = r"\ ?[.:!…»>)\]]*\Z"
# How a line of boilerplate begins, or what the whole of it is.
_BOILERPLATE = re.compile(
    rf"""[(\[*_>•»–—-]*\ ?(?:
      (?:also\ )?(?:read|see|watch|listen)(?:\ (?:also|more|next|too|this))?\ ?(?:[:|»>–—]|-\ )
    | read\ (?:also|more|next|on){_END} | read\ (?:also|more\ (?:about|at|from|in|on))\b
    | (?:read|see|watch|view|listen\ to)\ [^.]{{1,100}}\ (?:above|below|here){_END}
    | (?:à\ )?lire\ aussi\b | lesen\ sie\ auch\b | lea\ también\b | leia\ também\b
    | leggi\ anche\b | lees\ ook\b | läs\ (?:också|mer)\b | czytaj\ (?:też|także)\b | citește\ și\b
    | (?:more|related|recommended)(?:\ {_STORIES}|\ (?:on|from)\ .{{1,40}})?\ ?:
    | (?:more|related|recommended|sponsored|paid|promoted)\ (?:{_STORIES}|posts?){_END}
    | (?:for\ more(?:\ [^,]{{1,60}})?,\ )?(?:please\ )?(?:
        (?:subscribe|sign\ up)(?:\ (?:to|now|here|today|for)\b|{_END})
      | download\ (?:our|the)\ (?:[\w-]+\ ){{0,3}}app\b
      | follow\ .{{1,60}}\ on\ {_SITES} | follow\ us\b | (?:like|join|find)\ us\ on\ {_SITES}
      | (?:click|tap)\ here\b
      | (?:share|print|e-?mail|save|tweet)\ this(?:\ (?:article|story|page|post))?
          (?:\ (?:on|via|with)\b|{_END})
      | share\ on\ {_SITES}
      | support\ (?:our|independent|quality)\ (?:work|journalism)\b
      | (?:log|sign)\ in\ (?:to|or)\ (?:comment|read|continue|register|subscribe)\b
      | get\ (?:the|our)\ .{{0,40}}(?:newsletter|e-?mails?|alerts?|app)\b)
    | (?:leave|post)\ a\ comment{_END} | (?:view|show)\ (?:all\ )?comments\b
    | comments\ are\ closed\b
    | advertise?ment(?:{_END}|\ ?[:–—-])
    | (?:the\ |this\ )?(?:story|article)\ continues\ (?:below|after\ (?:the\ |this\ )?(?:ad|promo))
    | continue\ reading\b | scroll\ down\b | keep\ scrolling\b | skip\ to\ (?:main\ )?content
    | back\ to\ top{_END} | most\ (?:read|popular|viewed){_END} | trending(?:\ now)?{_END}
    | (?:copyright\ )?(?:©|\(c\))\ ?(?:copyright\ )?\d{{4}}\b | copyright\ \d{{4}}\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What no report says of itself, wherever it stands in a line.
_ASIDE = re.compile(
    r"all rights reserved|(?:sign up (?:for|to)|subscribe to) our\b"
    r"|(?<!“)(?:subscribe|click) here\b(?!.{0,9}”)|this material may not be published, broadcast",
    re.IGNORECASE,
)
_ASIDE_HINTS = ("rights reserved", "sign up", "subscribe", "click here", "this material may")
_ENDS_SENTENCE = ".!?…:”’\"')]*"


@article_rule("W603", Severity.WARNING)
def check_boilerplate(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """The text holds no line that belongs to the web page, such as “Read also” or “Subscribe”."""
    text = article.text.text

    def places() -> Iterator[Place]:
        for line in _lines(text):
            if line.end - line.start > _LONGEST_BOILERPLATE:
                continue
            words = text[line.start : line.end]
            if _BOILERPLATE.match(words) and not _runs_on(text, line.start):
                yield (line,), f"this is no part of the report: {_cut(words)}"
                continue
            lowered = words.lower()
            if any(hint in lowered for hint in _ASIDE_HINTS) and (aside := _ASIDE.search(words)):
                span = Span(start=line.start + aside.start(), end=line.start + aside.end())
                yield (span,), f"this is no part of the report: {_cut(aside.group())}"

    help_text = (
        "list it under `discrepancies`, so that readers know and nobody cites it; the text itself"
        " stays as it was published"
    )
    yield from findings(article, places(), help_text)


def _runs_on(text: str, start: int) -> bool:
    """Tell whether a sentence runs on into the line that starts here, as in wrapped text."""
    before = text[max(0, start - 80) : start]
    words = before.rstrip()
    return bool(words) and before.count("\n", len(words)) == 1 and words[-1] not in _ENDS_SENTENCE


# Captions

_AGENCY = (
    r"(?:Reuters|REUTERS|AP|AFP|EPA|EPA-EFE|EFE|ANSA|DPA|dpa|TASS|Xinhua|PA|Getty(?:\ Images)?"
    r"|Shutterstock|iStock|Bloomberg|Zuma|Sipa|Alamy|Pool|Handout|Anadolu|NurPhoto|Keystone)"
)
_POLLSTER = r"(?:Ipsos|YouGov|Gallup|NORC|Kaiser)"
_PICTURE = r"(?:photo|picture|image)"
# Agency/Photographer.
_NAME = r"[A-Z][\w.'’-]*(?:\ [A-Z][\w.'’-]+){0,3}"
_IN_BRACKETS = re.compile(
    rf"""[(\[](?:
      (?:(?:file\ )?(?:photo(?:graph)?|image|picture|video|illustration|graphic)s?
        (?:\ credit)?\ ?(?::|\ by\b|\ courtesy\b|\ via\b|/)|credits?\ ?:)
    | (?:file|handout|stock)\ {_PICTURE}
    | (?-i:AP\ Photo | {_AGENCY}/(?!{_POLLSTER}) | {_AGENCY}\ (?:file\ )?{_PICTURE}
        | Getty(?:\ Images)?[)\]])
    )[^()\[\]\n]{{0,120}}[)\]]?""",
    re.VERBOSE | re.IGNORECASE,
)
_SLASHED = re.compile(
    rf"AP\ Photo/{_NAME}|(?:REUTERS|AFP|EPA|EPA-EFE)/(?!{_POLLSTER}){_NAME}"
    rf"|Reuters/(?!{_POLLSTER}){_NAME}(?=\.?\s*(?:\n|\Z))|(?:{_NAME}\ ?)?[/|]\ ?Getty\ Images",
    re.VERBOSE,
)
_CAPTION = re.compile(
    rf"""(?:
      (?:(?:file|handout|stock)\ {_PICTURE}|(?:{_PICTURE}|photograph)\ credit
        |photo|photograph|image|picture|credit|caption)\ ?:
    | (?:file|handout|stock)\ photo\b
    | (?:photo|photograph|image|picture)\ by\ (?-i:[A-Z])
    | (?-i:FILE(?:\ PHOTO:|\ ?[-–—]\ ))
    | [^.:“”"]{{0,60}}\bvia\ (?-i:{_AGENCY})[.)\]]?\Z
    ).*""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_THIS = re.compile(
    rf"\bin (?:this|an) (?:undated )?(?:[A-Z]\w+\.? )?(?:\d{{1,2}},? )?(?:\d{{4}},? )?"
    rf"file {_PICTURE}\b"
)
_LONGEST_CAPTION = 200


@article_rule("W604", Severity.WARNING)
def check_captions(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """The text holds no caption and no credit of a picture."""
    text = article.text.text

    def places() -> Iterator[Place]:
        for line in _lines(text):
            found = None
            if line.end - line.start <= _LONGEST_CAPTION:
                found = _CAPTION.match(text, line.start, line.end)
            for pattern, hint in _CREDITS:
                if not found and text.find(hint, line.start, line.end) >= 0:
                    found = pattern.search(text, line.start, line.end)
            if found:
                span = Span(start=found.start(), end=found.end())
                yield (span,), f"a picture's caption or credit: {_cut(found.group())}"

    help_text = (
        "list it under `discrepancies`: a caption is not the report, and its credit names who took"
        " the picture, not who wrote the article"
    )
    yield from findings(article, places(), help_text)


_CREDITS = (
    (_IN_BRACKETS, "("),
    (_IN_BRACKETS, "["),
    (_SLASHED, "/"),
    (_SLASHED, "|"),
    (_IN_THIS, "file "),
)


# Characters

# What the bytes 80 to BF of UTF-8 become when they are read as Windows-1252 or as Latin-1.
_CLEAR = "\x80-\x9f¡¢£¤¥¦§¨©ª¬®¯°±²³´µ¶¸¹º¼½¾¿€ƒ†‡ˆ‰Š‹ŒŽ•˜š›œžŸ"
_COMMON = "\xa0«»‚„…‘’“”–—™·\xad"
_ANY = _CLEAR + _COMMON
_SUSPECT = re.compile("[âïðãÃÂÄÅÎÏÐÑØÙ×\ufffd\x80-\x9f]")
# A word may end in a capital Ã or Å and be followed by a dash or a closing mark. So a pair that
# could be that counts only where a small letter stands next to it.
_GARBLED = re.compile(
    rf"""(?:
      â€[{_ANY}]? | â[‚„ˆ†‡‰Š‹Œ–—˜™š\x80-\x9f][{_ANY}] | ï»¿ | ï¿½ | ðŸ[{_ANY}]{{1,2}}
    | ã[€‚ƒ\x81][{_ANY}]
    | Ã¢€[{_ANY}]? | Ã[{_CLEAR}] | Â[{_CLEAR}«»\xa0·\xad]
    | (?<=[a-zà-ÿ])[ÃÄÅ][{_ANY}] | [ÃÄÅ][{_ANY}](?=[a-zà-ÿ])
    | (?:[ÎÏÐÑØÙ×][{_ANY}]){{2,}} | \ufffd | [\x80-\x9f]
    )+""",
    re.VERBOSE,
)


@article_rule("W606", Severity.WARNING)
def check_encoding(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """The text was decoded as what it is: no “â€™” for an apostrophe, no replacement characters."""
    text = article.text.text
    if text.isascii() or not _SUSPECT.search(text):
        return
    garbled: dict[str, list[Span]] = {}
    for match in _GARBLED.finditer(text):
        garbled.setdefault(match.group(), []).append(Span(start=match.start(), end=match.end()))

    def places() -> Iterator[Place]:
        for what, spans in garbled.items():
            times = f", {len(spans)} times" if len(spans) > 1 else ""
            yield tuple(spans[:MOST_PLACES]), _describe(what) + times

    help_text = (
        "copy the text again from where it was published, as UTF-8; if it was published so, list"
        " it under `discrepancies`"
    )
    yield from findings(article, places(), help_text)


def is_garbled(text: str, at: int) -> bool:
    """Tell whether the character at the offset is part of one that was decoded wrongly."""
    return any(
        match.start() <= at < match.end()
        for match in _GARBLED.finditer(text, max(0, at - 4), at + 4)
    )


def _describe(garbled: str) -> str:
    if set(garbled) <= {"\ufffd"}:
        return "U+FFFD stands where a character was lost"
    meant = _decode(garbled)
    if meant and meant.isspace():
        return f"“{garbled}” stands where a space is presumably meant: decoded wrongly"
    if meant:
        return f"“{garbled}” stands where “{meant}” is presumably meant: decoded wrongly"
    if len(garbled) == 1:
        return f"the control character U+{ord(garbled):04X} stands in the text: decoded wrongly"
    return f"“{garbled}” makes no word: decoded wrongly"


def _decode(garbled: str) -> str | None:
    """Undo the wrong decoding, where it can be undone."""
    try:
        raw = b"".join(char.encode("latin-1" if char < "\u0100" else "cp1252") for char in garbled)
        meant = raw.decode("utf-8")
    except UnicodeError:
        return None
    return meant if meant.isprintable() or meant.isspace() else None


_DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Zero-width spaces and joiners, soft hyphens and byte order marks are not here: they change
# nothing that is read, and evidence is compared without them. Tags after a flag are an emoji.
_INVISIBLE = re.compile(
    rf"[{_DIRECTION}\x01-\x08\x0b\x0e-\x1f\x7f\u115f\u1160\u180e\u2061-\u2064\u206a-\u206f"
    r"\u3164\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0001-\U000e007f]"
)
_BEFORE_TAG = re.compile(r"[\U0001f3f4\U000e0020-\U000e007e]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u05ff\u0600-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CLOSES = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
_OVERRIDES = "\u202d\u202e"


@article_rule("W608", Severity.WARNING)
def check_invisible_controls(corpus: Corpus, article: Article) -> Iterator[Finding]:
    """No invisible control character makes the text read otherwise than it is (Trojan Source)."""
    text = article.text.text

    def places() -> Iterator[Place]:
        line, rtl, opened = (-1, -1), False, ""
        for match in _INVISIBLE.finditer(text):
            at, char = match.start(), match.group()
            if char >= "\U000e0001" and _BEFORE_TAG.match(text, max(0, at - 1)):
                continue
            if at >= line[1]:
                end = text.find("\n", at)
                line = (text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)
                rtl, opened = bool(_RIGHT_TO_LEFT.search(text, *line)), ""
            # Direction marks belong in a line that has letters of both directions.
            needed = rtl and char in _DIRECTION and char not in _OVERRIDES
            closing = any(other in opened for other in _CLOSES.get(char, ""))
            if not needed and not closing:
                name = unicodedata.name(char, "a control character")
                message = f"U+{ord(char):04X} ({name}) stands here and cannot be seen"
                yield (Span(start=at, end=at + 1),), message
            if char in _DIRECTION and char not in opened:
                opened += char

    help_text = (
        "look at the text in an editor that shows control characters; if it was published so,"
        " list it under `discrepancies`"
    )
    yield from findings(article, places(), help_text)
