"""Help for evidence that was not found once: the nearest passage, or what would tell places apart.

Nothing here ever locates evidence: nearness only words the help of an error.
"""

from difflib import SequenceMatcher

from generator.evidence import Text, fold
from generator.model import Selector, Span

MOST_PLACES = 5


def nearest_passage(text: Text, words: str) -> tuple[Span, int] | None:
    """Give the passage most like the words, and how alike it is in per cent; None below 50."""
    # Only a problem needs it, so a run without problems does not load it.
    from rapidfuzz import fuzz

    wanted, folded = fold(words).text.strip(), text.folded.text
    found = fuzz.partial_ratio_alignment(wanted, folded, score_cutoff=50)
    if found is None or found.dest_start == found.dest_end:
        return None
    start, end = found.dest_start, found.dest_end
    while start > 0 and folded[start - 1] != " ":
        start -= 1
    while end < len(folded) and folded[end] != " ":
        end += 1
    return text.folded.origin(start, end), round(found.score)


def help_for_missing(text: Text, selector: Selector) -> str:
    """Word the help for words that do not stand in the article, the differing ones marked."""
    found = nearest_passage(text, selector.exact)
    if found is None:
        return "copy the words from the article; nothing in it is like them"
    near, likeness = found
    printed = one_line(text, near)
    paragraph = text.passages.paragraph_at(near.start)
    marked, differences = _differences(selector.exact.split(), printed.split())
    rows = [f"the nearest passage, {likeness} per cent alike, in paragraph {paragraph}: {marked}"]
    if not differences and (selector.prefix or selector.suffix):
        rows.append("the words stand there, but not after this prefix and before this suffix")
    rows += differences
    return "\n".join(rows)


def _differences(given: list[str], printed: list[str]) -> tuple[str, list[str]]:
    """Mark in the printed words what differs, as [so]; list at most four differences in words."""
    marked: list[str] = []
    rows: list[str] = []
    compared = SequenceMatcher(None, _bare(given), _bare(printed), autojunk=False)
    for kind, a, b, c, d in compared.get_opcodes():
        here, there = " ".join(given[a:b]), " ".join(printed[c:d])
        if kind == "equal":
            marked.append(there)
            continue
        if there:
            marked.append(f"[{there}]")
        if kind == "replace":
            rows.append(f"the article has “{there}” where this has “{here}”")
        elif kind == "delete":
            rows.append(f"“{here}” is not in the article")
        else:
            rows.append(f"“{there}” is left out here; ` […] ` stands for words left out")
    return " ".join(marked), rows[:4]


def _bare(words: list[str]) -> list[str]:
    return [fold(word).text.strip(".,;:!?…\"'()") for word in words]


def help_for_ambiguous(text: Text, places: tuple[Span, ...]) -> str:
    """List the places where the words stand, each with a prefix or suffix that only it has."""
    rows = ["quote more of the sentence, or tell the places apart:"]
    for place in places[:MOST_PLACES]:
        paragraph = text.passages.paragraph_at(place.start)
        key, value = _telling(text, place)
        rows.append(f"  in paragraph {paragraph}: {key}: {_yaml(value)}")
    if len(places) > MOST_PLACES:
        rows.append(f"  and {len(places) - MOST_PLACES} more")
    return "\n".join(rows)


def _telling(text: Text, place: Span) -> tuple[str, str]:
    """Give the shortest prefix of whole words that only this place has; a suffix if it is shorter.

    Where even the whole text before does not tell, the suffix is as good as any.
    """
    folded = text.folded.text
    start, end = text.folded.position(place.start), text.folded.position(place.end)
    words = folded[start:end]
    before, after = start, end
    while before > 0 or after < len(folded):
        before = max(0, folded.rfind(" ", 0, max(0, before - 1)) + 1)
        if folded.count(folded[before:start] + words) == 1:
            return "prefix", folded[before:start]
        after = folded.find(" ", after + 1)
        after = len(folded) if after < 0 else after
        if folded.count(words + folded[end:after]) == 1:
            return "suffix", folded[end:after]
    return "suffix", folded[end:after]


def _yaml(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def one_line(text: Text, span: Span) -> str:
    """Give the words of a span on one line."""
    return " ".join(text.text[span.start : span.end].split())
