#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A linter that can be wrong in every way, to see whether %check notices.

Each `bad(...)` is a finding of coro-fake, each `worse(...)` one of coro-other.
`// fix: TEXT` and `// suggest: TEXT` say what --fix and --fix-notes put there.
A `twice(1)` is changed by every --fix, although nothing is found there.
"""

import pathlib
import re
import sys

file = pathlib.Path(next(a for a in sys.argv[1:] if a.endswith(".cpp")))
wanted = next(a for a in sys.argv if a.startswith("--checks="))
offer = {"--fix": "fix", "--fix-notes": "suggest"}
offer = next((offer[a] for a in sys.argv if a in offer), None)

lines = file.read_text().splitlines()
for number, line in enumerate(lines, 1):
    code, _, comment = line.partition(" // ")
    for call in re.finditer(r"\b(bad|worse)\(\d*\)", code):
        check = "coro-fake" if call[1] == "bad" else "coro-other"
        if check not in wanted and "coro-*" not in wanted:
            continue
        place = f"{file}:{number}:{call.start() + 1}"
        print(f"{place}: warning: call of {call[1]} [{check}]")
        print(f"{place}: note: it is bad")
        kind, _, replacement = comment.partition(": ")
        if offer and kind == offer:
            code = code.replace(call[0], replacement)
            print(f"{place}: note: FIX-IT applied suggested code changes")
    if offer:
        code = re.sub(r"twice\((?=\d)", "twice(0 + ", code)
        lines[number - 1] = f"{code} // {comment}" if comment else code
if offer:
    file.write_text("\n".join(lines) + "\n")
