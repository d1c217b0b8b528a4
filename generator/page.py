"""What a template may call while its page is made."""

import datetime
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from generator import citations
from generator.addresses import Address
from generator.briefing import ArticleView, Use
from generator.footnotes import Footnotes
from generator.markdown import escape, escape_within, inert
from generator.marking import marked, marked_words
from generator.model import Evidence
from generator.site import Site
from generator.speech.context import sentences_around


class Page(Footnotes):
    """One page while it is made; `day` is that of the newest thing on it."""

    def __init__(self, site: Site, address: Address, day: datetime.date) -> None:
        super().__init__(site, address)
        self.day = day
        self.is_lean = site.is_lean
        # An attribute for what a large briefing's search leaves out.
        self.unsearched = Markup('data-search-exclude="true" ' if self.is_lean else "")

    @property
    def is_old(self) -> bool:
        """Tell whether the search leaves out the page's words: see SEARCHED_IN_WORDS."""
        return self.day < self.site.words_since

    # Citations

    def citation(self, title: str) -> str:
        """Say how to cite this page."""
        page = citations.of_page(self.briefing, self.address, title, self.site.url)
        return page.text(self.language)

    def article_citation(self, id_: str) -> str:
        """Say how to cite an article."""
        return citations.of_article(self.briefing.corpus.article(id_)).text(self.language)

    # Words

    def prose(self, text: str) -> Markup:
        """Escape our own words and explain the glossary's abbreviations in them."""
        pattern = self.site.glossary
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

    def context(self, evidence: Iterable[Evidence]) -> Markup:
        """Give the sentences around words that are no sentence, as printed, the words marked."""
        parts: list[Markup] = []
        for item in evidence:
            passages = self.briefing.corpus.article(item.article).text.passages
            around = dict.fromkeys(
                sentence for span in item.spans for sentence in sentences_around(passages, span)
            )
            parts += [marked_words(passages.text, sentence, item.spans) for sentence in around]
        return Markup(" […] ").join(parts)

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
                yield number_, marked(text.text, paragraph, list(spans)), uses

    def gap(self, view: ArticleView, number_: int) -> Markup:
        """Give what stands between a paragraph and the one before it: line breaks, mostly."""
        text, paragraphs = view.article.text.text, view.article.text.passages.paragraphs
        start = paragraphs[number_ - 2].end if number_ > 1 else 0
        end = paragraphs[number_ - 1].start if number_ <= len(paragraphs) else len(text)
        between = text[start:end]
        return Markup("".join("\n" if char == "\n" else f"&#{ord(char)};" for char in between))
