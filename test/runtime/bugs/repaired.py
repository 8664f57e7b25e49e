# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""repaired.py SOURCE [--fix-notes]: repairs a copy of a program with corolint,
builds it with clang under AddressSanitizer and with g++, lints it again, and
prints what the repaired program prints; the two builds must print the same."""

import subprocess
import sys
import tempfile
from pathlib import Path

from project import BUILD, ROOT

COROLINT = BUILD / "bin/corolint"
FLAGS = ["-std=c++20", f"-I{ROOT}/runtime/include"]
BUILDS = {
    BUILD / "asan": ["clang++-22", "-g", "-fsanitize=address,undefined"],
    BUILD / "gcc": ["g++", "-g"],
}


def corolint(file, *how):
    # A fix is applied only within the project, so the copy's folder is that.
    return subprocess.run([COROLINT, "--quiet", *how, file, "--", *FLAGS], text=True,
                          cwd=file.parent, stdout=subprocess.PIPE, check=False)


def output_of(file, build, compiler):
    program = file.with_suffix(".out")
    subprocess.run([*compiler, *FLAGS, file, build / "runtime/libaio.a", "-pthread",
                    "-o", program], check=True)
    return subprocess.run([program], text=True, stdout=subprocess.PIPE, check=True).stdout


with tempfile.TemporaryDirectory(dir=BUILD) as folder:
    copy = Path(folder, "repaired.cpp")
    copy.write_text(Path(sys.argv[1]).read_text())
    corolint(copy, *(sys.argv[2:] or ["--fix"]))
    left = corolint(copy)
    outputs = {output_of(copy, build, compiler) for build, compiler in BUILDS.items()}

print(*outputs, sep="\n--- differs from ---\n", end="")
print(left.stdout, end="")
sys.exit(left.returncode)
