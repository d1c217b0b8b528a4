"""Somebody who follows a page of the manual: changes, files and commands, one after the other.

The module holds assertions that pytest does not rewrite; hence their messages.
"""

import os
import re
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from site_support import environment, free_port

# What a page asks of its reader: a change, told in a sentence, or a block with the line before it.
STEP = re.compile(
    r"In\s+`(?P<file>[^`]+)`,\s+change\s+`(?P<old>[^`]+)`\s+to\s+`(?P<new>[^`]+)`"
    r"|(?P<before>[^\n]*)\n\n```(?P<info>\w+)\n(?P<body>.*?)^```$",
    re.M | re.S,
)
FILE = re.compile(r"(Save as|Add to) `([^`]+)`:$")


@dataclass
class Reader:
    """Somebody who works through a page in a folder of their own."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    printed: str = ""
    served: list[str] = field(default_factory=list)

    def take(self, step: re.Match[str]) -> None:
        """Do what a step asks: save, change, or run; the rest is there to be read."""
        if step["file"]:
            self.change(step["file"], step["old"], step["new"])
        elif saved := FILE.search(step["before"]):
            self.save(saved[1], saved[2], step["body"])
        elif step["info"] == "sh":
            self.run(step["body"])
        else:
            assert step["info"] in ("text", "console"), f"no file is named for:\n{step['body']}"

    def save(self, how: str, name: str, text: str) -> None:
        path = self.folder / name
        before = path.read_text(encoding="utf-8") + "\n" if how == "Add to" else ""
        path.write_text(before + text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands in {name} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, block: str) -> None:
        """Run the commands of a block; what they print is kept until the next block."""
        self.printed = ""
        for command in block.splitlines():
            if command.startswith("cd "):
                self.folder /= command.removeprefix("cd ")
            elif command == "mkdocs serve":
                self.serve()
            else:
                self.printed += self._shell(command)

    def _shell(self, command: str) -> str:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        wrong = re.search(r"^\d+ errors?, \d+ warnings?\.$", done.stdout, re.M)
        assert done.returncode == (1 if wrong else 0), f"{command}:\n{done.stdout}"
        return done.stdout

    def serve(self, seconds: float = 30) -> None:
        """Serve until the first page has come."""
        address = f"127.0.0.1:{free_port()}"
        process = subprocess.Popen(
            ["mkdocs", "serve", "--dev-addr", address],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            end = time.monotonic() + seconds
            while True:
                try:
                    with urllib.request.urlopen(f"http://{address}/") as answer:
                        self.served.append(answer.read().decode())
                        return
                except OSError:
                    assert process.poll() is None, "mkdocs serve has ended"
                    assert time.monotonic() < end, "mkdocs serve does not answer"
                    time.sleep(0.1)
        finally:
            process.terminate()
            process.wait(10)

    @property
    def environment(self) -> dict[str, str]:
        # The programs of this installation come first, as after `. .venv/bin/activate`.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return environment(PATH=path, LC_ALL="C", **self.variables)
