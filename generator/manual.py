"""Write manual/rules.md, the list of all codes; `make manual` runs it from the project's folder."""

from collections.abc import Mapping
from pathlib import Path

from generator.checks import registered
from generator.memo.claims import CODES as MEMO_CODES
from generator.problems import LOAD_CODES

PAGE = Path("manual/rules.md")

_HEAD = """\
# What the checks look for

<!-- Written by `make manual` from the code; what is changed here by hand is lost. -->

Each line states what holds in a sound briefing; the code is printed where it does not. An error
stops the build, a warning does not.

## `readout check`

A rule is silenced in two ways. A `discrepancies` entry whose evidence covers the words tells the
readers of them, and then the check need not. Where the rule is wrong, a comment in the YAML says
so, behind the value or on a line of its own above it, with the reason:

```yaml
    role: minister of the seas   # readout: ignore W501 the ministry was renamed that morning
```

What is marked *always* is reported whatever a comment says: a file that cannot be read, or evidence
that is not found, stays an error.

"""
_MEMO = """
## `readout memo`

"""


def rules_page() -> str:
    """Give the page as Markdown: every code, by its number."""
    rules = {code: rule.states for code, rule in registered().items()}
    always = {code: f"{states} *Always.*" for code, states in LOAD_CODES.items()}
    return _HEAD + _table({**always, **rules}) + _MEMO + _table(MEMO_CODES)


def _table(states: Mapping[str, str]) -> str:
    rows = ["| code | severity | what holds |\n| --- | --- | --- |\n"]
    for code in sorted(states, key=lambda code: code[1:]):
        severity = "error" if code.startswith("E") else "warning"
        rows.append(f"| {code} | {severity} | {states[code]} |\n")
    return "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(rules_page(), encoding="utf-8")
