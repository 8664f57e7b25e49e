# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""cost.py COROLINT...: CPU time for six files with the same headers against one."""

import pathlib
import resource
import subprocess
import sys

TEXT = "#include <filesystem>\n#include <ranges>\n#include <regex>\nint number() { return 1; }\n"


def cpu(files):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*sys.argv[1:], "-q", *files, "--", "-std=c++20"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


names = [f"unit{i}.cpp" for i in range(6)]
for name in names:
    pathlib.Path(name).write_text(TEXT)
one, six = cpu(names[:1]), cpu(names)
if six > 3 * one:
    sys.exit(f"one file takes {one:.2f} s of CPU, six take {six:.2f} s")
