"""The report on a memo as text: each sentence with its verdict, its claims and where they stand."""

from generator.memo import MemoReport, Passage
from generator.memo.claims import Claim, Verdict
from generator.problems import Paint, counted, one_line, unpainted

_MARKS = {Verdict.BACKED: "✓", Verdict.CONTRADICTED: "✗", Verdict.NOT_FOUND: "?"}
_WORST_FIRST = (Verdict.CONTRADICTED, Verdict.NOT_FOUND, Verdict.BACKED)
_NOTHING = "·"
_PARTS = {Verdict.CONTRADICTED: "error", Verdict.NOT_FOUND: "warning"}
_LONGEST = 100


def format_report(report: MemoReport, paint: Paint = unpainted) -> str:
    """Print each sentence and its claims: what backs them, or what is wrong and what to do."""
    rows = [row for passage in report.passages for row in _passage(report, passage, paint)]
    return "\n".join([*rows, "", summary(report)])


def summary(report: MemoReport) -> str:
    """Count the claims by their verdicts."""
    if not report.claims:
        return "No quotation, role, date or figure found: there is nothing to check."
    counts = ", ".join(f"{report.count(verdict)} {verdict}" for verdict in Verdict)
    claims, sentences = len(report.claims), len(report.passages)
    return f"{counted(claims, 'claim')} in {counted(sentences, 'sentence')}: {counts}."


def _passage(report: MemoReport, passage: Passage, paint: Paint) -> list[str]:
    verdicts = {claim.verdict for claim in passage.claims}
    worst = next((verdict for verdict in _WORST_FIRST if verdict in verdicts), None)
    place = paint(f"{one_line(passage.location.file)}:{passage.location.line}", "place")
    mark = _mark(worst, paint)
    rows = [f"{mark} {place}  {one_line(passage.words)}"]
    for claim in passage.claims:
        rows += _claim(report, claim, paint)
    return rows


def _mark(verdict: Verdict | None, paint: Paint) -> str:
    if verdict is None:
        return _NOTHING
    part = _PARTS.get(verdict)
    return paint(_MARKS[verdict], part) if part else _MARKS[verdict]


def _claim(report: MemoReport, claim: Claim, paint: Paint) -> list[str]:
    words = claim.words if len(claim.words) <= _LONGEST else claim.words[: _LONGEST - 1] + "…"
    rows = [f"    {_mark(claim.verdict, paint)} {claim.kind}: {one_line(words)}"]
    problem = report.problem_of(claim)
    if problem is None:
        rows += [f"      {one_line(str(place))}" for place in claim.where[:1]]
        rows += [f"      {paint('note:', 'help')} {one_line(note)}" for note in claim.notes]
        return rows
    place = paint(one_line(f"{problem.location}:"), "place")
    label = paint(f"{problem.code} {problem.severity}:", problem.severity)
    rows.append(f"      {place} {label} {one_line(problem.message)}")
    rows += [f"      {paint('help:', 'help')} {one_line(row)}" for row in problem.help.splitlines()]
    return rows
