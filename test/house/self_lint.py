# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lints our own runtime: each program that shows a bug is found out, for that
bug and no other; everything else is clean."""

import collections
import subprocess
import sys

import findings
from project import BUILD, ROOT

EXAMPLES = ROOT / "runtime/examples"


def reported():
    """{file: the checks that fired in it}"""
    run = subprocess.run([BUILD / "bin/corolint", "--quiet", "-p", BUILD, ROOT / "runtime"],
                         text=True, stdout=subprocess.PIPE, cwd=ROOT, check=False)
    if run.returncode != 1:  # 3: some file was not analysed, and so on
        sys.exit(f"corolint ended with {run.returncode}\n{run.stdout}")
    result = collections.defaultdict(set)
    for finding in findings.read(run.stdout):
        result[ROOT / finding.file].add(finding.check)
    return result


def complaints():
    found = reported()
    for bug in EXAMPLES.glob("bugs/*/bad.cpp"):
        expected = {f"coro-{bug.parent.name}"}
        if (actual := found.pop(bug, set())) != expected:
            yield f"{bug.relative_to(ROOT)}: {actual or 'nothing'} is reported, not {expected}"
    for trap in EXAMPLES.glob("tutorial/*trap*.cpp"):
        if not found.pop(trap, None):
            yield f"{trap.relative_to(ROOT)}: nothing is reported"
    for file, checks in found.items():
        yield f"{file.relative_to(ROOT)}: {checks} should not be reported"


if __name__ == "__main__":
    wrong = sorted(complaints())
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))
