# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""naming.py [ROOT]: every check has its five files, and none is left over.

Also: every source names its licence, and leaves nothing for later.
"""

import pathlib
import re
import subprocess
import sys

from project import ROOT, check_of, check_stems

root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT)
SOURCES = {".cpp", ".h", ".hpp", ".def", ".py", ".test", ".cmake", ".yaml"}
# Written so that this line does not find itself.
LATER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")


def sources():
    if (root / ".git").exists():  # then without what is built
        files = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"],
                               text=True, stdout=subprocess.PIPE, check=True).stdout
        files = [root / name for name in files.splitlines()]
    else:
        files = root.rglob("*")
    return sorted(f for f in files if f.is_file() and f.suffix in SOURCES)


def complaints():
    stems = check_stems(root / "checks/Checks.def")
    for stem in stems:
        for pattern in (f"checks/{stem}.cpp", f"test/checks/{stem}*.cpp", f"docs/checks/{stem}.md",
                        f"runtime/examples/bugs/{stem}/bad.cpp",
                        f"runtime/examples/bugs/{stem}/good.cpp"):
            if not list(root.glob(pattern)):
                yield f"coro-{stem} lacks {pattern}"

    # A capital file is machinery, a kebab-case one a check.
    named = [p for p in root.glob("checks/*.cpp") if p.name[0].islower()]
    named += [*root.glob("docs/checks/*.md"), *root.glob("runtime/examples/bugs/*")]
    for path in sorted(named):
        if path.stem not in stems:
            yield f"{path.relative_to(root)} has no entry in Checks.def"
    for path in sorted(root.glob("test/checks/*.cpp")):
        if not check_of(path, stems):
            yield f"{path.relative_to(root)} is named after no check"

    for path in sources():
        text = path.read_text()
        if "SPDX-License-Identifier" not in "".join(text.splitlines(True)[:3]):
            yield f"{path.relative_to(root)} does not name its licence"
        for number, line in enumerate(text.splitlines(), 1):
            if LATER.search(line):
                yield f"{path.relative_to(root)}:{number}: {line.strip()}"


if __name__ == "__main__":
    found = list(complaints())
    print(*found, sep="\n")
    sys.exit(bool(found))
