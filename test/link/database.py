# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""database.py [--reverse] FLAG...: a compile database of all sources below the
working directory, on stdout."""

import json
import pathlib
import sys

flags = sys.argv[1:]
backwards = flags[:1] == ["--reverse"]
here = pathlib.Path.cwd()
sources = sorted(here.rglob("*.cpp"), reverse=backwards)
json.dump(
    [{"directory": str(here), "file": str(source),
      "arguments": ["c++", *flags[backwards:], "-c", str(source)]} for source in sources],
    sys.stdout,
)
