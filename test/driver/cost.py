# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""cost.py COROLINT...: CPU time for many files with the same headers against one."""

import pathlib
import resource
import subprocess
import sys

LARGE = ("filesystem", "regex", "ranges")


def cpu(files):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*sys.argv[1:], "-q", "--without=prefilter", *files, "--", "-std=c++20", "-I."],
                   check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write(name, headers):
    pathlib.Path(name).write_text("".join(f"#include <{header}>\n" for header in headers)
                                  + "int number() { return 1; }\n")
    return name


def asks_for_a_feature():
    pathlib.Path("own.h").write_text("#pragma once\n#include <optional>\n"
                                     "#ifdef __cpp_lib_optional\nint asks();\n#endif\n")
    # <version> says again what <optional> has said; only the first file has it before own.h.
    first = write("asks0.cpp", ("optional", "version", "own.h", *LARGE))
    return [first] + [write(f"asks{i}.cpp", ("own.h", "version", *LARGE)) for i in range(1, 6)]


def compare(what, few, many, most):
    once, often = sum(cpu(files) for files in few), cpu(many)
    if often > most * once:
        sys.exit(f"{what}: {once:.2f} s of CPU for each kind once, {often:.2f} s for all")


alike = [write(f"alike{i}.cpp", LARGE) for i in range(6)]
compare("six files that are alike", [alike[:1]], alike, 3)

# They have one header in common, which is not what is worth to be shared.
mixed = [write(f"mixed{i}.cpp", ("cstddef", LARGE[i % 3])) for i in range(12)]
compare("three kinds by turns", [[name] for name in mixed[:3]], mixed, 2.5)

asking = asks_for_a_feature()
compare("six files that ask for a feature", [asking[:1]], asking, 3)
