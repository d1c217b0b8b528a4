"""Which way the sentences of a text look, judged from their verbs."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from generator.when.reasons import Facing

# A sentence ends at its stop, not at "Mr." or "Gen."; a paragraph ends every sentence.
_SENTENCE_END = re.compile(
    r"[.!?](?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bGen\.)(?<!\bSen\.)"
    r"[\"'”’)\]]{0,3}(?=\s{1,3}[\"'“‘(\[]{0,2}[A-Z0-9])|\n[^\S\n]{0,8}\n"
)
_THE = r"(?:a|an|the|this|that|these|those|his|her|its|their)\b"
_CUE = re.compile(
    r"\b(?:(?P<future>"
    r"will|would|shall|should|must|may|might|(?:is|are) to|due(?! to " + _THE + r")"
    r"|(?:agreed|agrees?|aims?|bound|going|hoped|hopes?|hoping|intended|intends?|likely|plans?"
    r"|pledged|preparing|promised|ready|set|vowed|wanted|wants?) to(?! " + _THE + r")"
    # "first planned for April" says that it came otherwise.
    r"|(?<!than )(?<!first )(?<!originally )(?<!initially )(?:expected|planned|scheduled|slated)"
    r"|forthcoming|planning|upcoming|next|[Aa]head of|deadline"
    r"|(?:adjourned|deferred|delayed|extended|moved|postponed|rescheduled) (?:for|till|to|until)"
    r"|arrives?|begins|ends|meets|opens|resumes|returns|starts|travels|visits|takes place"
    r"|go(?:es)? to the polls"
    r"|to (?:attend|be|begin|gather|hold|host|meet|open|reconvene|resume|return|sign|start"
    r"|take place|travel|visit|vote)"
    r")|(?P<report>"
    r"added|announced|argued|asked|confirmed|declared|insisted|noted|reported|said|stated"
    r"|stressed|told|tweeted|warned|wrote|(?<!\bbe )(?<!\bis )(?<!\bare )speaking"
    # "will be held" looks ahead, as its "will" says.
    r")|(?<!\bbe )(?P<past>"
    r"abstained|accepted|adjourned|agreed|aired|appeared|approved|arrived|attacked|attended|backed"
    r"|banned|barred|began|blamed|blocked|bombed|boycotted|broke|brought|came|cancelled"
    r"|captured|caught|closed|collapsed|concluded|condemned|convened|crossed|delivered|denied"
    r"|detained|died|discussed|dismissed|drew|elected|ended|expelled|failed|fell|filed|fined"
    r"|finished|fired|fled|flew|froze|gathered|gave|grew|happened|headed|held|hit|hosted"
    r"|imposed|intercepted|issued|joined|killed|landed|lasted|launched|left|lifted|lost|made"
    r"|marched|mediated|met|missed|occurred|offered|opened|ordered|ousted|paid|passed|picked"
    r"|presented|published|pulled|quit|raised|ran|ratified|reached|received|refused|rejected"
    r"|released|renewed|resigned|resolved|resumed|returned|rose|ruled|sacked|sailed|sank|saw"
    r"|scrapped|seized|sent|settled|shelled|shot|signed|[Ss]ince|spent|spoke|staged|started|stepped"
    r"|stopped|struck|submitted|summoned|swore|talked|threatened|took|toured|travelled|turned"
    r"|unveiled|vetoed|violated|visited|voted|walked|welcomed|went|withdrew|won|wrapped"
    r"))\b"
)
# "said on Monday", "told the press in Port Lund on Monday": the date is that of the saying. In
# "said the talks on Monday" and "told the press the talks on Monday" it is not.
_THEN = (
    r"\s+(?:(?:after|at|by|during|earlier|early|here|in|late|of|on|to)\b(?:(?!\bthat\b)[^,;:])*)?"
)
_WHEN_SAID = re.compile(_THEN)
_WHEN_TOLD = re.compile(rf"(?:\s+(?:{_THE}\s+)?\w+(?:\s+\w+)?)??{_THEN}")
# "On Monday, Torv said", but not "The talks on Monday, Torv said"
_OPENING = re.compile(r"\W{0,3}(?:after|asked|at|during|earlier|early|in|late|on|speaking)\b", re.I)


class View(NamedTuple):
    """Which way a sentence looks at a place in it, and how unclear that is: 0 is clearest.

    Unclear is the distance of the verb in characters, and more for one that comes after.
    """

    facing: Facing | None
    unclear: int


class _Cue(NamedTuple):
    start: int
    end: int
    kind: str


class Sentences:
    """The sentences of a text, asked about its date words in their order."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._ends = [found.end() for found in _SENTENCE_END.finditer(text, start, end)] + [end]
        self._first = start
        self._span = (start, start)
        self._cues: list[_Cue] = []

    def view(self, start: int, end: int) -> View:
        """Judge by the nearest verb before the words in the sentence, or else after them."""
        self._turn_to(start)
        ahead = bisect_left(self._cues, (start,))
        # Cues within the words, "next" in "next week", say nothing about them.
        for cue in reversed(self._cues[max(0, ahead - 8) : ahead]):
            if cue.kind != "report":
                return View(Facing(cue.kind), start - cue.end)
            between = self._text[cue.end : min(start, cue.end + 200)]
            told = self._text.startswith(("told", "asked", "warned"), cue.start)
            if (_WHEN_TOLD if told else _WHEN_SAID).fullmatch(between):
                return View(Facing.PAST, start - cue.end)
            if not between.startswith(","):  # ", she said,"
                break
        opening = _OPENING.match(self._text, self._span[0], end)
        for cue in self._cues[ahead : ahead + 8]:
            if cue.start >= end and (cue.kind != "report" or opening):
                facing = Facing.FUTURE if cue.kind == "future" else Facing.PAST
                return View(facing, cue.start - end + (20 if opening else 10_000))
        return View(None, 20_000)

    def _turn_to(self, place: int) -> None:
        """Read the sentence of a place, once for all the date words in it."""
        if self._span[0] <= place < self._span[1]:
            return
        nth = min(bisect_left(self._ends, place + 1), len(self._ends) - 1)
        self._span = (self._ends[nth - 1] if nth else self._first, self._ends[nth])
        self._cues = [
            _Cue(found.start(), found.end(), found.lastgroup or "")
            for found in _CUE.finditer(self._text, *self._span)
        ]
