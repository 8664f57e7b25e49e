# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs lit on the tests, shows failures in full, and counts.

The last line is always `N passed, N failed`. Failure and "no test ran" both
end with a non-zero status.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys

from project import ROOT

PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
NOT_RUN = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--filter")
    parser.add_argument("--tests", type=pathlib.Path, default=ROOT / "test")
    options = parser.parse_args()

    results = options.build / "test/results.json"
    results.parent.mkdir(exist_ok=True)
    results.unlink(missing_ok=True)
    cache = (options.build / "CMakeCache.txt").read_text()
    llvm = pathlib.Path(re.search(r"^LLVM_DIR:\w+=(.*)$", cache, re.M)[1]).resolve().parents[2]
    command = [llvm / "bin/lit", "-v", "--print-result-after=failed", f"-j{os.cpu_count()}",
               f"--param=build={options.build}", f"--output={results}"]
    if options.filter:
        command.append(f"--filter={options.filter}")
    status = subprocess.run([*command, options.tests], check=False).returncode

    tests = json.loads(results.read_text())["tests"] if results.exists() else []
    codes = collections.Counter(test["code"] for test in tests)
    passed = sum(codes[code] for code in PASSED)
    failed = sum(n for code, n in codes.items() if code not in PASSED | NOT_RUN)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed or status else 0)


if __name__ == "__main__":
    main()
