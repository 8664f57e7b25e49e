# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where things are in this repository, and what Checks.def lists."""

import os
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("COROLINT_BUILD", ROOT / "build"))


def check_stems(definition=ROOT / "checks/Checks.def"):
    """discarded-coroutine, ...: every entry of Checks.def, in its order."""
    names = re.findall(r"^COROLINT_CHECK\((\w+)\)", definition.read_text(), re.M)
    return [name.replace("_", "-") for name in names]


def check_of(source, stems=None):
    """The check that a test file is about: `STEM.cpp` or `STEM-anything.cpp`."""
    stems = check_stems() if stems is None else stems
    fitting = [s for s in stems if source.stem == s or source.stem.startswith(s + "-")]
    return "coro-" + max(fitting, key=len) if fitting else None
