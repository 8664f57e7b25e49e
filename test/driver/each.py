# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""each.py PATTERN COMMAND...: runs the command for each folder that has an a.cpp,
with its name for DIR. Fails unless each time some line matches."""

import pathlib
import re
import subprocess
import sys

pattern, command = re.compile(sys.argv[1], re.M), sys.argv[2:]
folders = sorted(path.parent.name for path in pathlib.Path().glob("*/a.cpp"))
if not folders:
    sys.exit("no folder has an a.cpp")
for folder in folders:
    words = [word.replace("DIR", folder) for word in command]
    output = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    if not pattern.search(output):
        sys.exit(f"{folder}: nothing matches {pattern.pattern!r} in:\n{output}")
