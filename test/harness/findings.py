# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads what clang-tidy and corolint print into plain values."""

import dataclasses
import re

DIAGNOSTIC = re.compile(
    r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):(?P<column>\d+): "
    r"(?P<severity>warning|error|hint|remark|note): (?P<text>.*)$"
)
CHECK = re.compile(r"^(.*) \[([\w.-]+)(?:,-warnings-as-errors)?\]$")
FIXED = "FIX-IT applied suggested code changes"


@dataclasses.dataclass
class Finding:
    file: str
    line: int
    column: int
    severity: str
    message: str
    check: str = ""
    notes: list = dataclasses.field(default_factory=list)
    fixed: bool = False  # --fix changed the code for this one

    def __str__(self):
        tail = f" [{self.check}]" if self.check else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message}{tail}"


def read(text):
    """The findings in clang-tidy's output, each with its notes."""
    found = []
    for line in text.splitlines():
        if not (match := DIAGNOSTIC.match(line)):
            continue
        place = match["file"], int(match["line"]), int(match["column"])
        if match["severity"] == "note":
            if match["text"] == FIXED:
                found[-1].fixed = True
            else:
                found[-1].notes.append(Finding(*place, "note", match["text"]))
            continue
        named = CHECK.match(match["text"])
        message, check = named.groups() if named else (match["text"], "")
        found.append(Finding(*place, match["severity"], message, check))
    return found
