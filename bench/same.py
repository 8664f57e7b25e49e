# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""same.py --corolint BINARY [-j N] [--checks GLOBS] [--timeout SECONDS] [-p BUILD_DIR] [FILE...] [-- FLAG...]

Says whether corolint finds in a project what it finds with --exact, and keeps the
same summary for `corolint link`; prints what only one of the two has. Ends with 1
when they differ. Files that nobody can ask anything about are set aside only if no
summary is written, so the findings are compared without one as well.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile


def entries(value, path=""):
    """Each element of the lists in a summary, told with where it stands."""
    if isinstance(value, dict):
        return set().union(*(entries(part, f"{path}/{key}") for key, part in value.items()))
    if isinstance(value, list) and path.count("/") < 3:
        return {f"{path}: {json.dumps(part, sort_keys=True)}" for part in value}
    return {f"{path}: {json.dumps(value, sort_keys=True)}"}


def run(options, *more):
    """The findings, and what is said of files that were not analysed."""
    command = [options.corolint, "--format=json", "--quiet", "--no-cache", f"-j{options.j}",
               f"--checks={options.checks}", f"--timeout={options.timeout}", *more]
    if options.p:
        command += ["-p", options.p]
    command += options.files
    if options.flags:
        command += ["--", *options.flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
    findings = {"finding: " + json.dumps(finding, sort_keys=True)
                for finding in json.loads(done.stdout)["findings"]}
    return findings, done.stderr


def run_for_others(options, *more):
    with tempfile.TemporaryDirectory() as directory:
        summary = pathlib.Path(directory) / "summary"
        findings, complaints = run(options, f"--write-summary={summary}", *more)
        kept = json.loads(summary.read_text())
        del kept["findings"]  # those are told
        return findings, entries(kept, "summary"), complaints


def main():
    arguments = sys.argv[1:]
    flags = []
    if "--" in arguments:
        flags = arguments[arguments.index("--") + 1:]
        arguments = arguments[:arguments.index("--")]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--checks", default="*")
    parser.add_argument("--timeout", default="300")
    parser.add_argument("-p")
    parser.add_argument("-j", default="1")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args(arguments)
    options.flags = flags

    exact, exact_kept, exact_complaints = run_for_others(options, "--exact")
    fast, fast_kept, fast_complaints = run_for_others(options)
    alone, _ = run(options)
    for told in sorted(exact - fast | exact_kept - fast_kept | exact - alone):
        print("only with --exact:", told)
    for told in sorted(fast - exact | fast_kept - exact_kept | alone - exact):
        print("only without --exact:", told)
    if exact_complaints != fast_complaints:
        print("with --exact:", exact_complaints, "without:", fast_complaints, sep="\n")
    same = (exact, exact_kept, exact_complaints, exact) == (fast, fast_kept, fast_complaints, alone)
    print(f"{len(exact)} findings, {len(exact_kept)} facts for the others: "
          f"{'the same' if same else 'not the same'}")
    sys.exit(not same)


if __name__ == "__main__":
    main()
