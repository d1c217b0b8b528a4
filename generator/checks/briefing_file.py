"""Rules about briefing.yml."""

from collections.abc import Iterator

from generator.checks import Finding, corpus_rule
from generator.corpus import Corpus
from generator.language import CATALOGUES, language_of
from generator.problems import Severity

BOTTOM_LINE_WORDS = 50


@corpus_rule("E140")
def check_bottom_line_length(corpus: Corpus) -> Iterator[Finding]:
    """The bottom line has at most 50 words."""
    if corpus.data.bottom_line:
        words = len(corpus.data.bottom_line.text.split())
        if words > BOTTOM_LINE_WORDS:
            yield Finding(
                location=corpus.file.locate(("bottom_line", "text")),
                message=f"the bottom line has {words} words; the limit is {BOTTOM_LINE_WORDS}",
                help="cut it to the point; the takeaways hold the rest",
            )


@corpus_rule("E141")
def check_one_id_one_speaker(corpus: Corpus) -> Iterator[Finding]:
    """No person has the id of a party, because a speaker may be either."""
    for id_ in corpus.registry.people:
        if id_ in corpus.registry.parties:
            yield Finding(
                location=corpus.file.locate(("people", id_)),
                message=f"“{id_}” is the id of a party too",
                help="give one of them another id; `speaker: " + id_ + "` could mean either",
            )


@corpus_rule("E142")
def check_one_name_one_entity(corpus: Corpus) -> Iterator[Finding]:
    """No name or alias stands for two people, two parties or two places."""
    for name, found in corpus.registry.named.items():
        for kind in ("people", "parties", "places"):
            ids = [id_ for where, id_ in found if where == kind]
            if len(ids) > 1:
                yield Finding(
                    location=corpus.file.locate((kind, ids[1])),
                    message=f"“{name}” names both “{ids[0]}”, at"
                    f" {corpus.file.locate((kind, ids[0]))}, and “{ids[1]}”",
                    help="leave the alias out where it does not tell them apart",
                )


@corpus_rule("W144", Severity.WARNING)
def check_language_has_a_catalogue(corpus: Corpus) -> Iterator[Finding]:
    """The site's own words exist in the briefing's language."""
    if not language_of(corpus.data.language).is_translated:
        known = ", ".join(["en", *sorted(path.name for path in CATALOGUES.iterdir())])
        yield Finding(
            location=corpus.file.locate(("language",)),
            message=f"the site's own words are not translated into “{corpus.data.language}”",
            help=f"they stay English, among dates of that language; translated are: {known}",
        )
