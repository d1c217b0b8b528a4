"""How well and how fast a draft finds the quotations of an article and their speakers.

    python bench/draft.py [--shared ../shared] [--model NAME]

Scores the direct quotations of the corpus (quotation and speaker, F1) by rules alone and, where an
English pipeline of spaCy's is installed, with it. The rules are written for tune.jsonl; dev.jsonl
is there to report.
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from generator.draft.nlp import PipelineError, load_pipeline
from generator.draft.quotations import propose_quotations

_WORDS_OF_AN_ARTICLE = 700
# Any day will do: what is measured is that dates are read at all.
_PUBLISHED = date(2016, 6, 1)


def load_scorer(path: Path) -> Callable[..., tuple[dict[str, Any], list[Any]]]:
    """Load the scorer, which is no part of the project."""
    spec = importlib.util.spec_from_file_location("score_quotes", path)
    if not spec or not spec.loader:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score


def propose(articles: list[dict[str, Any]], nlp: Any) -> dict[str, list[dict[str, Any]]]:
    """Propose the quotations of every article, as the scorer reads them."""
    return {
        article["id"]: [
            {
                "start": item.start,
                "end": item.end,
                "speaker_start": item.speaker_start,
                "speaker_end": item.speaker_end,
                "confident": item.confident,
            }
            for item in propose_quotations(article["text"], nlp=nlp)
        ]
        for article in articles
    }


def report(articles: list[dict[str, Any]], nlp: Any, score: Any) -> str:
    """Give one line of figures."""
    proposed = propose(articles, nlp)
    sure = {id_: [q for q in quotes if q["confident"]] for id_, quotes in proposed.items()}
    all_, _ = score(articles, proposed, mode="direct")
    confident, _ = score(articles, sure, mode="direct")
    precision, recall, f1 = all_["quote_speaker"]
    return (
        f"F1 {f1} (precision {precision}, recall {recall}); confident: right in "
        f"{confident['quote_speaker'][0]} of 100, the speaker of a quotation in "
        f"{confident['spk_acc_name']}, covering {confident['overlap'][1]}"
    )


def speed(articles: list[dict[str, Any]]) -> str:
    """Give how many articles a second the rules read on one core, with and without dates."""
    words = sum(len(article["text"].split()) for article in articles)
    figures = []
    for published in (None, _PUBLISHED):
        started = time.process_time()
        for article in articles:
            propose_quotations(article["text"], published)
        seconds = time.process_time() - started
        figures.append(f"{words / _WORDS_OF_AN_ARTICLE / seconds:.0f}")
    without, dated = figures
    return f"{dated} articles of {_WORDS_OF_AN_ARTICLE} words a second, {without} without dates"


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", help="the spaCy pipeline; else the first English one installed")
    arguments = parser.parse_args()
    score = load_scorer(arguments.shared / "tools/score_quotes.py")
    try:
        pipelines = {"rules": None, "spaCy": load_pipeline(arguments.model)}
    except PipelineError as error:
        pipelines = {"rules": None}
        print(error)
    articles: list[dict[str, Any]] = []
    for name in ("tune", "dev"):
        path = arguments.shared / f"corpora/polnear/{name}.jsonl"
        with path.open(encoding="utf-8") as lines:
            read = [json.loads(line) for line in lines]
        articles += read
        for label, nlp in pipelines.items():
            print(f"{name:5} {label:6} {report(read, nlp, score)}")
    print(f"speed, rules: {speed(articles)}")


if __name__ == "__main__":
    main()
