# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The pages of docs/checks/ are those in the checks, and their examples lint as
they say: a block marked `bad` has findings of its check, one marked `good` none."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import findings
from project import BUILD, ROOT

COROLINT = BUILD / "bin/corolint"
BLOCK = re.compile(r"^```cpp (bad|good)\n(.*?)^```$", re.M | re.S)


def run(*arguments):
    return subprocess.run([COROLINT, *arguments], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def reported(code, folder):
    file = Path(folder, "example.cpp")
    file.write_text(code)
    lint = run(file, "--", "-std=c++20", f"-I{ROOT}/runtime/include")
    if lint.returncode not in (0, 1):  # it does not compile
        return {lint.stdout}
    return {finding.check for finding in findings.read(lint.stdout)}


def complaints(page, folder):
    stem = page.stem
    if run("--explain", stem).stdout != page.read_text():
        yield f"{page.name} is out of date: run ./dev docs"
    blocks = BLOCK.findall(page.read_text())
    if {kind for kind, _ in blocks} != {"bad", "good"}:
        yield f"{page.name} has no example marked bad, or none marked good"
    for kind, code in blocks:
        expected = {f"coro-{stem}"} if kind == "bad" else set()
        if (actual := reported(code, folder)) != expected:
            yield f"{page.name}: its {kind} example has {actual or 'no findings'}"


with tempfile.TemporaryDirectory() as folder:
    wrong = [text for page in sorted((ROOT / "docs/checks").glob("*.md"))
             for text in complaints(page, folder)]
print(*wrong, sep="\n")
sys.exit(bool(wrong))
