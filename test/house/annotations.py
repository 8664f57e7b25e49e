# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The roles are said alike in Roles.def, in the public header and on the page
docs/annotations.md; what the page shows is what corolint does.

Each macro has an effect: without it, test/model/annotations.cpp has other
findings, of checks that the page names for the role, or other fixes; where the
page names none, other facts.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import findings
from project import BUILD, ROOT, check_stems

ROLES = (ROOT / "checks/model/Roles.def").read_text()
HEADER = ROOT / "runtime/include/corolint/annotations.hpp"
PAGE = (ROOT / "docs/annotations.md").read_text()
LIBRARY = ROOT / "test/model/annotations.cpp"
COROLINT = BUILD / "bin/corolint"
COMPLETE = "complete"  # no role

WORDS = re.findall(r'^ROLE\(\w+,\s*"([^"]*)"', ROLES, re.M)
MACRO = re.compile(r'^/// (\w+): (.*)\.\n#define (\w+) COROLINT_ROLE\("([\w-]+)"\)$', re.M)
ROW = re.compile(r"^\| `([\w-]+)` \| `(\w+)` \| `([\w.]+)` \| (\w+) \| (.*?) \| (.*) \|$", re.M)
GROUP = re.compile(r"\*Lifetimes\* stands for.*?\n\n", re.S)
FILE = re.compile(r"^```\w+\n((?://|#) ([\w.-]+)\n.*?)^```$", re.M | re.S)
INSTEAD = re.compile(r"^```cpp\n// mine.hpp, instead [^\n]*\n(.*?)^```$", re.M | re.S)
COMMAND = re.compile(r"^```\n\$ (.*)\n((?:.*\n)*?)```$", re.M)


def macro(word):
    return "COROLINT_" + word.upper().replace("-", "_")


def option(word):
    return "coro." + "".join(part.capitalize() for part in word.split("-"))


# --- the lists -----------------------------------------------------------------


def unlike():
    said = MACRO.findall(HEADER.read_text())
    rows = ROW.findall(PAGE)
    if [word for *_, word in said] != WORDS:
        yield f"{HEADER.name} has other roles than Roles.def, or another order"
    if [row[0] for row in rows] != WORDS:
        yield "the table of docs/annotations.md has other roles than Roles.def, or another order"
    for (place, meaning, name, word), row in zip(said, rows):
        if name != macro(word):
            yield f"{word}: the header says {name}"
        if row[:5] != (word, macro(word), option(word), place.lower(), meaning):
            yield f"{word}: the table and the header differ"


def readers():
    """{word: the checks that the page names for it}"""
    stems = set(check_stems())

    def named(text):
        found = re.findall(r"`([\w-]+)`", text)
        if unknown := set(found) - stems:
            sys.exit(f"docs/annotations.md: no check is called {', '.join(unknown)}")
        return set(found)

    lifetimes, result, last = named(GROUP.search(PAGE)[0]), {}, set()
    for word, *_, text in ROW.findall(PAGE):
        if text != "the same":
            last = named(text) | (lifetimes if "lifetimes" in text else set())
        result[word] = last
    return result


# --- what each macro does --------------------------------------------------------


def corolint(folder, *arguments):
    # From the folder itself: --fix leaves alone what is not of the project.
    run = subprocess.run(
        [COROLINT, *arguments, "--", "-std=c++20", f"-I{ROOT}/test/Inputs"], text=True,
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if run.returncode not in (0, 1):
        sys.exit(run.stdout)
    return run.stdout


def variant(folder, name):
    """A copy of the library beside its own copy of the header, which lacks the
    macro of the role `name`."""
    copy = Path(folder, name, LIBRARY.name)
    header = copy.parent / "corolint/annotations.hpp"
    header.parent.mkdir(parents=True)
    header.write_text(re.sub(rf"^(#define {macro(name)}) .*$", r"\1", HEADER.read_text(),
                             flags=re.M))
    copy.write_text(LIBRARY.read_text())
    return copy.relative_to(folder)


def ineffective(folder):
    # What only blocks for those who ask is asked for.
    Path(folder, ".clang-tidy").write_text(
        "CheckOptions: {coro.AlsoBlocking: 'files;locks'}\n")
    copies = {name: variant(folder, name) for name in [COMPLETE, *WORDS]}
    found = defaultdict(set)
    for finding in findings.read(corolint(folder, "-q", *copies.values())):
        found[Path(finding.file)].add((finding.line, finding.check, finding.message))
    checks = readers()
    unread = [COMPLETE, *(word for word in WORDS if not checks[word])]
    facts = {name: corolint(folder, "--dump-facts", copies[name]) for name in unread}
    corolint(folder, "-q", "--fix", *copies.values())
    fixed = {name: Path(folder, copy).read_text() for name, copy in copies.items()}

    for word in WORDS:
        changed = {check.removeprefix("coro-") for _, check, _ in
                   found[copies[COMPLETE]] ^ found[copies[word]]}
        if not changed <= checks[word]:
            yield f"{word}: docs/annotations.md does not say that {changed - checks[word]} read it"
        has_effect = (changed or fixed[word] != fixed[COMPLETE] if checks[word] else
                      facts[word] != facts[COMPLETE])
        if not has_effect:
            yield f"{word}: {macro(word)} has no effect on {LIBRARY.name}"


# --- what the page shows ---------------------------------------------------------


def files(text):
    """{name: text} of the blocks whose first line names a file."""
    return {name: block for block, name in FILE.findall(text)}


def annotated(header, section):
    """mine.hpp, with the declarations that the section has in their stead."""
    lines = INSTEAD.search(section)[1].splitlines()
    for line in lines:
        plain = re.sub(r"^COROLINT_\w+ ", "", line)
        if plain not in header:
            sys.exit(f"docs/annotations.md: mine.hpp does not declare '{plain}'")
        header = header.replace(plain, line)
    return "#include <corolint/annotations.hpp>\n" + header


def untrue(folder):
    """What the commands print; each section starts from the introduction's files."""
    introduction, *sections = re.split(r"^## ", PAGE, flags=re.M)
    given = files(introduction)
    environment = {**os.environ, "COROLINT": str(ROOT),
                   "PATH": f"{COROLINT.parent}:{os.environ['PATH']}"}
    for number, section in enumerate([introduction, *sections]):
        place = Path(folder, f"section{number}")
        place.mkdir()
        written = {**given, **files(section)}
        if INSTEAD.search(section):
            written["mine.hpp"] = annotated(given["mine.hpp"], section)
        for name, text in written.items():
            (place / name).write_text(text)
        for command, output in COMMAND.findall(section):
            run = subprocess.run(command, shell=True, cwd=place, env=environment, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            if run.stdout != output:
                yield f"docs/annotations.md: '{command}' prints\n{run.stdout}"


def main():
    wrong = list(unlike())
    if not wrong:  # else the rest would only say it again
        with tempfile.TemporaryDirectory() as folder:
            wrong = [*ineffective(folder), *untrue(folder)]
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))


main()
