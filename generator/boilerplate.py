"""What stands in an article's text and is no part of the report: boilerplate, captions, credits."""

import re
from collections.abc import Iterator

from generator.model import Span


def lines(text: str) -> Iterator[Span]:
    """Yield the spans of the lines that hold anything, without white space at their edges."""
    for match in _LINE.finditer(text):
        line = match.group()
        if words := line.strip():
            start = match.end() - len(line.lstrip())
            yield Span(start=start, end=start + len(words))


_LINE = re.compile(r"[^\n]+")


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


def find_boilerplate(text: str) -> Iterator[Span]:
    """Yield what belongs to the web page, such as “Read also” or “Subscribe”: lines, or phrases."""
    for line in lines(text):
        if line.end - line.start > _LONGEST_BOILERPLATE:
            continue
        words = text[line.start : line.end]
        if _BOILERPLATE.match(words) and not _runs_on(text, line.start):
            yield line
            continue
        lowered = words.lower()
        if any(hint in lowered for hint in _ASIDE_HINTS) and (aside := _ASIDE.search(words)):
            yield Span(start=line.start + aside.start(), end=line.start + aside.end())


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
_CREDITS = (
    (_IN_BRACKETS, "("),
    (_IN_BRACKETS, "["),
    (_SLASHED, "/"),
    (_SLASHED, "|"),
    (_IN_THIS, "file "),
)


def find_captions(text: str) -> Iterator[Span]:
    """Yield the captions and credits of pictures, one a line at most."""
    for line in lines(text):
        found = None
        if line.end - line.start <= _LONGEST_CAPTION:
            found = _CAPTION.match(text, line.start, line.end)
        for pattern, hint in _CREDITS:
            if not found and text.find(hint, line.start, line.end) >= 0:
                found = pattern.search(text, line.start, line.end)
        if found:
            yield Span(start=found.start(), end=found.end())
