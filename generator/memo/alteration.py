"""How a memo's words differ from those of the quotation that they were taken from."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.memo.printed import Original
from generator.terms import terms

_EDGES = " .,;:!?…'\"()“”‘’-"
# Below three words likeness says nothing: "a step" is like anything.
LEAST_WORDS = 3
_LEAST_ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """The original's words with what differs [marked], and the differences in words."""

    original: Original
    marked: str
    differences: tuple[str, ...]
    alike: float
    only_first_case: bool


def nearest(words: str, originals: Sequence[Original]) -> Alteration | None:
    """Find the quotation that the words are an altered form of; None where none is near."""
    given = words.split()
    if len(given) < LEAST_WORDS:
        return None
    # Only what was not found needs it, so a sound memo does not load it.
    from rapidfuzz import fuzz, process

    found = process.extract(
        words, [original.folded for original in originals], scorer=fuzz.partial_ratio,
        score_cutoff=60, limit=8,
    )  # fmt: skip
    # A short quotation within a long memo's sentence is no original of it.
    near = [originals[i] for _, _, i in found if 2 * len(originals[i].folded) >= len(words)]
    compared = [alteration for original in near if (alteration := _compare(words, original))]
    return max(compared, key=lambda alteration: alteration.alike, default=None)


def _compare(words: str, original: Original) -> Alteration | None:
    from rapidfuzz import fuzz

    given, printed = words.split(), _window(words, original.folded)
    bare_given, bare_printed = _bare(given), _bare(printed)
    matcher = SequenceMatcher(None, bare_given, bare_printed, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    # As many words around those that match as the memo has there.
    first = max(0, blocks[0].b - blocks[0].a)
    after = len(given) - blocks[-1].a - blocks[-1].size
    last = min(len(printed), blocks[-1].b + blocks[-1].size + after)
    printed, bare_printed = printed[first:last], bare_printed[first:last]
    matched = sum(block.size for block in blocks)
    alike = matched / max(len(given), len(printed))
    shared = " ".join(word for b in blocks for word in bare_given[b.a : b.a + b.size])
    typed = fuzz.ratio(words, " ".join(printed)) / 100
    # "of the luggage" shares with "of the fish" what all texts share.
    says_something = terms(shared) or matched >= LEAST_WORDS
    if not says_something or (alike < _LEAST_ALIKE and typed < 0.85):
        return None
    marked, differences = _differences(given, printed)
    return Alteration(
        original=original,
        marked=marked,
        differences=differences,
        alike=max(alike, typed),
        only_first_case=_differ_in_first_case(given, printed),
    )


def _window(words: str, printed: str) -> list[str]:
    """Cut from a printed quotation what the words are most like, with three words around it."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(words, printed)
    if found is None or len(printed) <= len(words):
        return printed.split()
    before, after = printed[: found.dest_start], printed[found.dest_end :]
    start = before.rfind(" ") + 1
    end = found.dest_end + (after.find(" ") if " " in after else len(after))
    return [
        *printed[:start].split()[-3:],
        *printed[start:end].split(),
        *printed[end:].split()[:3],
    ]


def _bare(words: list[str]) -> list[str]:
    return [word.strip(_EDGES).casefold() or word for word in words]


def _cased(words: list[str]) -> list[str]:
    return [word.strip(_EDGES) or word for word in words]


def _differ_in_first_case(given: list[str], printed: list[str]) -> bool:
    if _bare(given) != _bare(printed):
        return False
    one, other = _cased(given), _cased(printed)
    return one[1:] == other[1:] and one[0][1:] == other[0][1:]


def _differences(given: list[str], printed: list[str]) -> tuple[str, tuple[str, ...]]:
    """Mark in the printed words what differs, as [so]; list at most four differences."""
    marked: list[str] = []
    rows: list[str] = []
    matcher = SequenceMatcher(None, _cased(given), _cased(printed), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        here, there = " ".join(given[a:b]), " ".join(printed[c:d])
        if kind == "equal":
            marked.append(there)
            continue
        here, there = here.strip(" .,;:"), there.strip(" .,;:")
        if there:
            marked.append(f"[{there}]")
        if kind == "replace":
            rows.append(f"the article has “{there}” where this has “{here}”")
        elif kind == "delete":
            rows.append(f"“{here}” is not in the original")
        else:
            rows.append(f"“{there}” is left out without […]")
    return " ".join(marked), tuple(rows[:4])
