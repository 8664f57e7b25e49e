# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Measures how often corolint's lifetime checks are right, against real runs.

    meter.py --seed S --cases N      writes N programs out of the grammar, runs
                                     each, lints each, and prints a table of
                                     right, missed and false
    meter.py --seed S --only N...    shows single cases of a seed
    meter.py --judge FILE...         judges cases written by hand: files that
                                     define run() as a case's namespace would

A seed always makes the same cases. See grammar.py for what they are made of,
and Inputs/stage.h for how a run is made to show its bug.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import case  # noqa: E402
import program  # noqa: E402
import table  # noqa: E402
from judge import Failure, Judges  # noqa: E402
from project import BUILD  # noqa: E402


def options():
    parser = argparse.ArgumentParser(prog="meter.py", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--only", type=int, nargs="+", metavar="N",
                        help="show these cases of the seed")
    parser.add_argument("--judge", type=pathlib.Path, nargs="+", metavar="FILE",
                        help="judge cases written by hand")
    parser.add_argument("--build", type=pathlib.Path, default=BUILD,
                        help="build directory of corolint")
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR", help="leave the sources there")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write all judgements")
    parser.add_argument("--examples", type=int, default=12, help="disagreements to show")
    parser.add_argument("--batch", type=int, default=200, help="cases in one source file")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count(), help="files at once")
    return parser.parse_args()


def by_hand(files):
    """Cases out of files. `// limit: N` says how often one value may be shown.

    `@capture` in a capture list and `@use` before a statement of that lambda
    make the closure known to the oracle.
    """
    for number, file in enumerate(files):
        source = file.read_text()
        source = source.replace(" @capture", case.CAPTURE).replace("@use ", case.USE)
        limit = re.search(r"^// limit: (\d+)$", source, re.M)
        yield case.Case(number, None, source, int(limit[1]) if limit else 1)


def main():
    opts = options()
    work = opts.keep or tempfile.mkdtemp(prefix="meter-", dir=opts.build)
    try:
        judges, start = Judges(work, opts.build, opts.jobs), time.monotonic()
        if opts.judge:
            judged = judges.judge(list(by_hand(opts.judge)), opts.batch)
            for one in judged:
                said = ", ".join(sorted(one.checks)) or "silent"
                name = opts.judge[one.case.number].name
                print(f"{name}: {one.truth} {one.why}; corolint: {said}")
            return 2 if any(one.truth == "broken" for one in judged) else 0
        numbers = opts.only or range(opts.cases)
        judged = judges.judge([program.case(opts.seed, n) for n in numbers], opts.batch)
        result = table.Table(judged)
        if opts.only:
            for one in judged:
                print(f"--- {opts.seed}:{one.case.number}: {one.verdict}", *table.facts(one),
                      one.case.source, sep="\n", end="\n\n")
        else:
            print(*result.lines(), *result.examples(opts.seed, opts.examples), sep="\n")
        if opts.json:
            opts.json.write_text(json.dumps(result.as_json(opts.seed), indent=1) + "\n")
        parts = ", ".join(f"{name} {spent:.0f} s" for name, spent in judges.seconds.items())
        took = time.monotonic() - start
        print(f"meter: {took:.0f} s, {opts.jobs} at once ({parts})", file=sys.stderr)
        if broken := result.total["broken"]:
            raise Failure(f"{broken} cases are broken: they neither end well nor show a bug")
        return 0
    except Failure as failure:
        print(f"meter: {failure}", file=sys.stderr)
        return 2
    finally:
        if not opts.keep:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
