"""What the tests share: briefings to work on, the command line, and files to compare with."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from generator.briefing import Briefing, brief
from generator.cli import main
from generator.corpus import Corpus, load

TESTS = Path(__file__).parent
DATA = TESTS / "data"

# The same examples in every run, and no database: what fails here fails everywhere.
settings.register_profile(
    "readout",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("readout")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden",
        action="store_true",
        help="Write the golden files anew from what the program makes; read the difference.",
    )


@dataclass(frozen=True)
class Project:
    """A folder with seeds in it, and the command line to run there."""

    folder: Path

    @property
    def seeds(self) -> Path:
        return self.folder / "seeds"

    def readout(self, *arguments: str) -> Result:
        """Run a command in this process; `output` holds what it printed, in order."""
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            result = CliRunner().invoke(main, list(arguments), prog_name="readout")
        finally:
            os.chdir(before)
        # Whatever is no exit code is a traceback that the person at the terminal would see.
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def process(
        self, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `python -m generator` in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            cwd=self.folder,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def complaints(self, severity: str = "error|warning") -> list[str]:
        """Give what `readout check` says is wrong, without the excerpts and the help."""
        complaint = re.compile(rf"\S.*:\d+:\d+: [A-Z]\d+ (?:{severity}): ")
        return [row for row in self.readout("check").output.splitlines() if complaint.match(row)]

    def write(self, path: str, content: str | bytes) -> Path:
        """Put a file below seeds/, whatever stands there."""
        target = self.seeds / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a file below seeds/ in the one place that reads `old`."""
        text = (self.seeds / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands in {path} {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def corpus(self) -> Corpus:
        """Read the seeds, which must have no errors."""
        corpus, problems = load(self.seeds)
        assert corpus is not None
        assert problems == []
        return corpus

    def briefing(self) -> Briefing:
        """Brief the corpus as of its own day."""
        return brief(self.corpus())


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what `readout check` remembers out of the home of whoever runs the tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Project]:
    """Give a function that copies a folder of tests/, such as `data/fishing`, to work on."""

    def copy(name: str) -> Project:
        folder = tmp_path / Path(name).name
        shutil.copytree(TESTS / name, folder, symlinks=True)
        return Project(folder)

    return copy


@pytest.fixture
def fishing(project: Callable[[str], Project]) -> Project:
    """Give the clean briefing that uses every kind of entry and every field."""
    return project("data/fishing")


@pytest.fixture
def small(project: Callable[[str], Project]) -> Project:
    """Give the smallest whole briefing: one party, one article, nothing said."""
    return project("data/small")


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Give a function that compares a text with a file, or renews the file when asked to."""

    def same(path: Path, text: str) -> None:
        if request.config.getoption("--renew-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        name = path.relative_to(TESTS.parent)
        assert path.is_file(), f"{name} is missing; pytest --renew-golden makes it"
        golden = path.read_bytes().decode()
        assert text == golden, f"{name} differs; if that is right: pytest --renew-golden"

    return same
