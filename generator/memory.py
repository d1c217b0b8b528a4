"""What is known of articles from one check to the next, so that only what changed is done again.

An article is the same while its two files and briefing.yml are, byte for byte: that is its `key`.
All that compares articles with each other is done each time.
"""

from generator.checks import Found, check_article
from generator.corpus import Article, ArticleFiles, Corpus


class Memory:
    """The articles of the last check, and what the article rules found in them, by key."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.found: dict[str, Found] = {}

    def recall(self, files: ArticleFiles) -> Article | None:
        """Give the article that was read from these very files."""
        return self.articles.get(files.key)

    def findings(self, corpus: Corpus, article: Article) -> Found:
        """Give what the article rules find in an article; look only where that is not known."""
        if article.key is None:
            return check_article(corpus, article)
        if article.key not in self.found:
            self.found[article.key] = check_article(corpus, article)
        return self.found[article.key]

    def keep(self, corpus: Corpus) -> None:
        """Hold what these seeds have, and forget the rest."""
        self.articles = {article.key: article for article in corpus.articles if article.key}
        self.found = {key: found for key, found in self.found.items() if key in self.articles}
