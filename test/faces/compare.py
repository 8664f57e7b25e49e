# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lints files with each of our faces and fails unless all say the same: the
same checks, with the same words, at the same places. How severe a finding is
each face says in its own way.

    compare.py [--faces NAME,...] CHECK.cpp...

A file is named after the check that must fire in it.
"""

import argparse
import difflib
import pathlib
import re
import subprocess
import sys

import findings
from project import BUILD, ROOT

sys.path.insert(0, str(ROOT / "test/editor"))
import lsp  # noqa: E402

FLAGS = ["-std=c++20", f"-I{ROOT}/test/Inputs"]


def text_of(*command):
    run = subprocess.run([str(c) for c in command], text=True, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, check=False)
    if not run.stdout:
        sys.stderr.write(run.stderr)
    return [(f.line, f.column, f.message, f.check)
            for f in findings.read(run.stdout) if f.check.startswith("coro-")]


def corolint(file):
    return text_of(BUILD / "bin/corolint", file, "--", *FLAGS)


def corolint_tidy(file):
    return text_of(BUILD / "bin/corolint-tidy", "--checks=-*,coro-*", "--quiet", file, "--", *FLAGS)


def plugin(file):
    return text_of("clang-tidy", f"--load={BUILD}/lib/corolint-tidy-plugin.so",
                   "--checks=-*,coro-*", "--quiet", file, "--", *FLAGS)


def corolint_clangd(file):
    server = lsp.Server(BUILD / "bin/corolint-clangd", file.parent)
    document = lsp.Document(server, file)
    lines = document.text.splitlines()
    found = []
    for diagnostic in document.diagnostics():
        if not diagnostic["code"].startswith("coro-"):
            continue  # clangd's own, such as an unused #include
        line, unit = lsp.place(diagnostic["range"]["start"])
        # The other faces count bytes, from 1; LSP counts UTF-16 units.
        before = lines[line - 1].encode("utf-16-le")[: 2 * (unit - 1)].decode("utf-16-le")
        # clangd writes a capital and counts the fixes.
        message = re.sub(r" \(fix(es)? available\)$", "", diagnostic["message"])
        found.append((line, len(before.encode()) + 1, message[0].lower() + message[1:],
                      diagnostic["code"]))
    server.stop()
    return found


FACES = {"corolint": corolint, "corolint-tidy": corolint_tidy,
         "clang-tidy --load": plugin, "corolint-clangd": corolint_clangd}
# Finds nothing: to see that a difference is noticed.
NOBODY = {"nobody": lambda file: []}


def listing(file, face):
    return ["{}:{}:{}: {} [{}]".format(file.name, *one) for one in sorted((FACES | NOBODY)[face](file))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--faces", default=",".join(FACES))
    parser.add_argument("files", nargs="+", type=lambda name: pathlib.Path(name).resolve())
    options = parser.parse_args()
    first, *others = options.faces.split(",")

    wrong = False
    for file in options.files:
        expected = listing(file, first)
        if not any(f"[coro-{file.stem}]" in line for line in expected):
            print(f"{first} does not report coro-{file.stem} in {file.name}:", *expected, sep="\n")
            wrong = True
        for face in others:
            diff = list(difflib.unified_diff(expected, listing(file, face), first, face,
                                             lineterm="", n=0))
            print(*diff, sep="\n", end="\n" if diff else "")
            wrong = wrong or bool(diff)
    sys.exit(wrong)


if __name__ == "__main__":
    main()
