# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The last strokes on a program's text."""

import itertools
import re

# A condition nobody knows, before it has a number of its own.
FLAG = "stage::flag(?)"


def indented(text):
    """Two spaces a brace, and two more behind an `if` or `for` without one."""
    depth, hanging, lines = 0, False, []
    for line in text.splitlines():
        line = line.strip()
        closes = line.startswith("}")
        lines.append("  " * (depth - closes + hanging) + line)
        depth += line.count("{") - line.count("}")
        hanging = line.startswith(("if (", "for (")) and line.endswith(")")
    return "\n".join(lines)


def numbered(text):
    """Each unknown condition is one of its own."""
    numbers = itertools.count(1)
    return re.sub(re.escape(FLAG), lambda _: f"stage::flag({next(numbers)})", text)
