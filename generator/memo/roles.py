"""Roles beside names: "Arvenia's fisheries minister Ilse Torv", "Ilse Torv, the minister"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.corpus import Article
from generator.memo.known import Known
from generator.model import Span, spans_of
from generator.speech import surname
from generator.speech.names import plain
from generator.speech.sentences import ends_in_abbreviation
from generator.speech.words import ADVERBS, BE, DESCRIBING, PRONOUNS, ROLES, STOPS, VERBS
from generator.terms import word_set

_NO_OFFICE = word_set(
    """brother colleague colonel daughter father friend husband lady lord miss mother mr mrs ms
    sister sir son wife dr prof rev reverend candidate student rival teacher host author ally
    """
)
_HEADS = (ROLES - _NO_OFFICE) | {"co-chair", "head", "spokespeople", "foreign-minister"}
# Without such a word, or with it, an office is another one.
_RESTRICTING = word_set(
    """deputy vice acting former then ex assistant associate under interim outgoing incoming
    designate elect shadow first second prime junior honorary co retired special
    """
)
_HARMLESS = word_set("new veteran longtime long time top current outspoken old late")
_DETERMINERS = word_set("the a an his her its their our my this that")
_LINKS = word_set("of for to at")
_EMPTY = _DETERMINERS | _LINKS | {"and", "in"}
_ENDS = (
    (STOPS - _LINKS)
    | VERBS
    | BE
    | (PRONOUNS - {"who"})
    | ADVERBS
    | {"and", "or", "mr", "ms", "mrs"}
)
_TOKEN = re.compile(r"[^\W\d_](?:[\w.]|['-](?=\w))*")
_BREAK = re.compile(r"[;:!?()\[\]|–—\"“”«»\ue000\n]| - ")
_AFTER = re.compile(
    r"(?:,\s+(?:who\s+(?:is|was)\s+)?|\s+\(|\s+(?:is|was|remains|became)\s+(?!an?\s))"
    r"(?:(?:the|an?|its|their)\s+)?"
)
_END_OF_PHRASE = re.compile(r"[,.;:()\[\]|–—\"“”\ue000\n]|\Z")
_SAME = {"defense": "defence", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair"}
_SPOKES = re.compile(r"spokes(?:man|woman|people)\Z")


@dataclass(frozen=True, slots=True)
class Role:
    """A role at a place in a text: its words as they are compared, and the parties it names.

    `words` are without parties; `field` those after "for", which may be left out.
    """

    span: Span
    words: tuple[str, ...]
    field: tuple[str, ...] = ()
    parties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PrintedRole:
    """A role that an article prints for a person, and where."""

    role: Role
    text: str
    article: Article
    span: Span


class Roles:
    """The roles that the articles print for each person, and how to find roles in a text."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._printed: dict[str, tuple[PrintedRole, ...]] = {}
        self._texts: dict[str, str] = {}

    # Finding a role beside a name

    def before(self, text: str, start: int, name: int) -> Role | None:
        """Read the role that leads up to the name at `name`, in a text made plain."""
        floor = max(start, name - 200)
        for found in _BREAK.finditer(text, floor, name):
            floor = found.end()
        left = text[floor:name].rstrip()
        end = floor + len(left.removesuffix(","))
        comma = text.rfind(",", floor, end)
        floor = comma + 1 if comma >= 0 else floor
        return self._ending_at(text, floor, end)

    def after(self, text: str, end: int, last: int) -> Role | None:
        """Read the role that is set behind the name that ends at `end`."""
        opening = _AFTER.match(text, end, last)
        if not opening:
            return None
        stop = _END_OF_PHRASE.search(text, opening.end(), min(last, opening.end() + 120))
        limit = stop.start() if stop else min(last, opening.end() + 120)
        tokens = list(_TOKEN.finditer(text, opening.end(), limit))
        if tokens and text[opening.end() : tokens[0].start()].strip():
            return None
        for index, token in enumerate(tokens[:7]):
            word = token.group().lower()
            if word in _ENDS or word in _EMPTY:
                return None
            following = tokens[index + 1].group() if index + 1 < len(tokens) else ""
            if word in _HEADS and (not following or following.lower() in _ENDS | _LINKS):
                return self._role(text, tokens[: index + 1], self._complement(tokens[index + 1 :]))
        return None

    def _complement(self, tokens: list[re.Match[str]]) -> list[re.Match[str]]:
        """Keep what belongs to a head: "of state", "for European and Euro-Atlantic integration"."""
        if not tokens or tokens[0].group().lower() not in _LINKS:
            return []
        kept: list[re.Match[str]] = []
        for token in tokens[:9]:
            word = token.group().lower()
            goes_on = word in _DETERMINERS and kept and kept[-1].group() == "and"
            if (word in _ENDS and word != "and") or goes_on:
                break
            kept.append(token)
        while kept and kept[-1].group().lower() in _EMPTY:
            kept.pop()
        return kept

    def _is_complement(self, text: str, tokens: list[re.Match[str]]) -> bool:
        """Tell whether all these words belong to the head before them; they may be none."""
        if not tokens:
            return True
        if len(self._complement(tokens)) < len(tokens):
            return False
        words = [token.group().lower() for token in tokens]
        if "and" in words and not _HEADS.isdisjoint(words):
            return False
        mentions = self.known.names.find(text, tokens[0].start(), tokens[-1].end())
        return not any(self._is_person(id_) for mention in mentions for id_ in mention.ids)

    def _ending_at(self, text: str, floor: int, end: int) -> Role | None:
        """Read the role whose last word ends at `end`."""
        tokens = list(_TOKEN.finditer(text, floor, end))[-18:]
        for index in range(len(tokens) - 1, 0, -1):
            stop = tokens[index - 1].end() - 1
            if text[stop] == "." and not ends_in_abbreviation(text, floor, stop):
                tokens = tokens[index:]  # "across Europe. Secretary Torv": another sentence
                break
        if not tokens or text[tokens[-1].end() : end].strip():
            return None
        for head, token in enumerate(tokens):
            behind = tokens[head + 1 :]
            if token.group().lower() in _HEADS and self._is_complement(text, behind):
                return self._role(text, self._leading(tokens, head), behind)
        return None

    def _leading(self, tokens: list[re.Match[str]], head: int) -> list[re.Match[str]]:
        """Add to a head what describes it: up to a determiner, or as far as the words are known."""
        first = head
        for index in range(head - 1, max(-1, head - 8), -1):
            word = tokens[index].group()
            if word.lower() in _DETERMINERS:
                return tokens[first : head + 1]
            if word.endswith(("'s", "s'")):
                while index and tokens[index - 1].group()[0].isupper():
                    index -= 1
                return tokens[index : head + 1]
            joins = word == "and" and index and self._describes(tokens[index - 1].group().lower())
            if word.lower() in _ENDS | _LINKS and not joins:
                break
            first = index
        else:
            if head < 8:
                return tokens[first : head + 1]
        while first < head and not self._describes(tokens[first].group()):
            first += 1
        return tokens[first : head + 1]

    def _describes(self, word: str) -> bool:
        bare = word.lower()
        return bare in DESCRIBING | _HEADS | self._vocabulary or word[0].isupper()

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """The words of all roles that the seed files enter."""
        entries = [c.entry for article in self.known.articles for c in article.participants]
        roles = " ".join(plain(entry.role) for entry in entries if entry.role)
        return frozenset(roles.lower().split())

    def _role(self, text: str, head: list[re.Match[str]], behind: list[re.Match[str]]) -> Role:
        span = Span(start=head[0].start(), end=(behind or head)[-1].end())
        parties: set[str] = set()
        covered: list[Span] = []
        for mention in self.known.names.find(text, span.start, span.end):
            if mention.ids and set(mention.ids) <= self.known.registry.parties.keys():
                parties.update(mention.ids)
                covered.append(mention.span)
        words: list[str] = []
        field: list[str] = []
        link = ""
        for token in (*head, *behind):
            if any(span.start <= token.start() < span.end for span in covered):
                continue
            word = token.group().lower()
            link = word if word in _LINKS else link
            if adjective := self._party_adjective(token.group()):
                parties.add(adjective)
                continue
            for part in _parts(token.group()):
                (field if link == "for" else words).append(part)
        return Role(span, tuple(words), tuple(field), frozenset(parties))

    def _party_adjective(self, word: str) -> str | None:
        """Take "Arvenian" for Arvenia."""
        for id_, party in self.known.registry.parties.items():
            name = party.name
            same = len(name) > 4 and word[: len(name) - 1] == name[:-1]
            if same and word != name and len(word) <= len(name) + 3:
                return id_
        return None

    # Comparing

    def agree(self, role: Role, printed: Role, person: str) -> bool:
        """Tell whether a role says no more than the one that is printed."""
        own = self.known.registry.people[person].party if self._is_person(person) else None
        # Whose office it is may be left out, but not be somebody else's.
        if role.parties - printed.parties - {own}:
            return False
        given = Counter(word for word in (*role.words, *role.field) if word not in _HARMLESS)
        there = Counter(word for word in (*printed.words, *printed.field) if word not in _HARMLESS)
        more, less = given - there, there - given
        if more and less:
            return False
        if more:
            return not any(self._is_office_word(word) for word in more)
        return all(word not in _RESTRICTING and self._may_go(word, printed) for word in less)

    def _is_person(self, id_: str) -> bool:
        return id_ in self.known.registry.people

    def _is_office_word(self, word: str) -> bool:
        return word in _RESTRICTING or word in DESCRIBING or word in ROLES

    def _may_go(self, word: str, printed: Role) -> bool:
        """Tell whether the rest is still true: "minister" for "fisheries minister"."""
        if word in printed.field:
            return True
        heads = [index for index, each in enumerate(printed.words) if each in _HEADS]
        return bool(heads) and printed.words.index(word) < heads[-1]

    # What is printed

    def printed(self, person: str) -> tuple[PrintedRole, ...]:
        """Give every role that the seed files or the articles themselves have for a person."""
        if person not in self._printed:
            found = [*self._entered(person), *self._in_texts(self._called(person), person)]
            self._printed[person] = tuple(found)
        return self._printed[person]

    def texts(self, person: str) -> list[str]:
        """List the roles as printed, each once; those that the seed files enter first."""
        found: dict[frozenset[str], str] = {}
        for printed in self.printed(person):
            words = frozenset((*printed.role.words, *printed.role.field))
            found.setdefault(words, " ".join(printed.text.split()))
        return list(found.values())

    def printed_for(self, name: str) -> tuple[PrintedRole, ...]:
        """Give the roles that the articles print for a name that the registry lacks."""
        return tuple(self._in_texts([name], ""))

    def _called(self, person: str) -> list[str]:
        entity = self.known.registry.people[person]
        names = [entity.name, *entity.aliases]
        return names + [last for last in [surname(entity.name)] if last and last not in names]

    def _entered(self, person: str) -> Iterator[PrintedRole]:
        for article in self.known.articles:
            for cited in article.participants:
                role = cited.entry.role
                if cited.entry.person != person or not role:
                    continue
                words = plain(role)
                read = self._ending_at(words, 0, len(words.rstrip()))
                if read is None:
                    tokens = list(_TOKEN.finditer(words))
                    read = self._role(words, tokens, []) if tokens else None
                spans = [span for id_, span in spans_of(cited.evidence) if id_ == article.id]
                if read is not None and spans:
                    printed = plain(article.text.text)
                    at = printed.find(words, spans[0].start, spans[0].end)
                    place = Span(start=at, end=at + len(words)) if at >= 0 else spans[0]
                    yield PrintedRole(read, role, article, place)

    def _plain(self, article: Article) -> str:
        if article.id not in self._texts:
            self._texts[article.id] = plain(article.text.text)
        return self._texts[article.id]

    def _in_texts(self, names: Iterable[str], person: str) -> Iterator[PrintedRole]:
        for article in self.known.articles:
            text = self._plain(article)
            seen: set[int] = set()
            for name in names:
                if plain(name).split()[-1] not in text:
                    continue
                words = r"\s+".join(re.escape(word) for word in plain(name).split())
                for found in re.finditer(rf"(?<!\w){words}(?!\w)", text):
                    if found.start() in seen:
                        continue
                    seen.add(found.start())
                    paragraph = article.text.passages.paragraph_at(found.start()) - 1
                    area = article.text.passages.paragraphs[paragraph]
                    for role in (
                        self.before(text, area.start, found.start()),
                        self.after(text, found.end(), area.end),
                    ):
                        if role:
                            printed = article.text.text[role.span.start : role.span.end]
                            yield PrintedRole(role, printed, article, role.span)

    def person_called(self, text: str, subject: Span) -> str | None:
        """Give the one person whom a description, such as "the fisheries minister", can mean."""
        role = self._ending_at(text, max(0, subject.end - 100), subject.end)
        if role is None:
            return None
        people = self.known.registry.people
        fitting = [
            id_
            for id_ in people
            if (not role.parties or people[id_].party in role.parties)
            and any(self.agree(role, printed.role, id_) for printed in self.printed(id_))
        ]
        return fitting[0] if len(fitting) == 1 else None


def _parts(token: str) -> Iterator[str]:
    """Split a word of a role into those that are compared."""
    word = token.lower().removesuffix("'s").rstrip("'.")
    for part in word.split("-"):
        part = _SPOKES.sub("spokesperson", _SAME.get(part, part))
        if part and part not in _EMPTY:
            yield part
