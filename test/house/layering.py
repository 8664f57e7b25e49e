# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""layering.py [ROOT]: who may include what (docs/design.md, the picture).

LLVM and Clang share one include root, so no compiler flag can keep these
apart. Headers of the project are followed, so nothing comes in through a third.
"""

import fnmatch
import pathlib
import re
import sys

from project import ROOT

root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT)
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:<([^>]+)>|"([^"]+)")', re.M)

# Files of the project are named from its root, all others in angles; "<std>" is
# any header of the standard library.
CLANG = ["<clang/*", "<clang-tidy/*", "<clang-c/*"]
CATALOG = ["checks/Catalog.h", "checks/CheckInfo.h", "checks/Checks.def"]
ROOMS = [
    # files, only these, never these
    (["runtime/include/**/*"], ["<std>", "runtime/include/*"], []),
    (["runtime/**/*"], ["*"], ["checks/*", "tool/*", "test/*", "<llvm/*", *CLANG]),
    (["checks/model/*"], ["*"], ["tool/*", "checks/*.cpp", "checks/Check.h", *CATALOG]),
    (["checks/*"], ["*"], ["tool/*", "checks/*.cpp"]),
    (["checks/Catalog.*", "checks/CheckInfo.h"], ["<std>", *CATALOG], []),
    (["checks/Condition.*"], ["<std>", "<llvm/*", "checks/Condition.h"], []),
    # sys/stat.h tells when a file was changed, which LLVM does not.
    (["tool/cache/*"], ["<std>", "<llvm/*", "tool/cache/*", "<sys/stat.h>"], [*CLANG]),
    (["tool/link/*"],
     ["<std>", "<llvm/*", "tool/*", "checks/Condition.h", "checks/model/Nearest.h", *CATALOG],
     ["tool/cli/*", *CLANG]),
    (["tool/report/*", "tool/Finding.*"],
     ["<std>", "<llvm/*", "tool/*", *CATALOG], ["tool/cli/*", *CLANG]),
]


def matches(name, patterns):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def resolve(name, file):
    """The project's file that this name includes, or None."""
    places = [file.parent, *(root / place for place in
                             ("checks", "checks/model", "tool", "runtime/include", "runtime/src"))]
    return next((p.resolve() for p in (place / name for place in places) if p.is_file()), None)


def includes(file):
    """[(name as in ROOMS, the project's file or None)]"""
    for angled, quoted in INCLUDE.findall(file.read_text()):
        name = angled or quoted
        own = resolve(name, file)
        if own and own.is_relative_to(root.resolve()):
            yield str(own.relative_to(root.resolve())), own
        else:
            standard = "/" not in name and "." not in name
            yield "<std>" if standard else f"<{name}>", None


def wrong_includes(file, only, never):
    """Chains of names that end in what this file must not see."""
    seen, todo = set(), [(file, ())]
    while todo:
        where, chain = todo.pop()
        for name, own in includes(where):
            if not matches(name, only) or matches(name, never):
                yield (*chain, name)
            elif own and own not in seen:
                seen.add(own)
                todo.append((own, (*chain, name)))


def main():
    wrong = [
        " -> ".join([str(file.relative_to(root)), *chain])
        for patterns, only, never in ROOMS
        for pattern in patterns
        for file in sorted(root.glob(pattern))
        if file.suffix in (".cpp", ".h", ".hpp")
        for chain in wrong_includes(file, only, never)
    ]
    print(*dict.fromkeys(wrong), sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
