# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Measures how often corolint's checks are right, against real runs.

    meter.py --seed S --cases N      writes N programs out of the grammar, runs
                                     each, lints each, and prints a table of
                                     right, missed and false
    meter.py --seed S --only N...    shows single cases of a seed
    meter.py --judge FILE...         judges cases written by hand: files that
                                     define run() as a case's namespace would

`--about` says what the programs are about: `lifetimes` (a frame that borrows) or
`suspension` (what does not survive one, and tasks that are lost). A seed always
makes the same cases. See the grammar of each for what they are made of, and
Inputs/driver.h for how a run is made to show its bug.
"""

import argparse
import json
import os
import pathlib
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import lifetimes  # noqa: E402
import suspension  # noqa: E402
import table  # noqa: E402
from judge import Failure, Judges  # noqa: E402
from project import BUILD  # noqa: E402

SUBJECTS = {one.name: one for one in (lifetimes.SUBJECT, suspension.SUBJECT)}


def options():
    parser = argparse.ArgumentParser(prog="meter.py", description=__doc__.split("\n")[0])
    parser.add_argument("--about", choices=SUBJECTS, default="lifetimes")
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


def main():
    opts = options()
    subject = SUBJECTS[opts.about]
    work = opts.keep or tempfile.mkdtemp(prefix="meter-", dir=opts.build)
    try:
        judges, start = Judges(work, subject, opts.build, opts.jobs), time.monotonic()
        if opts.judge:
            judged = judges.judge([subject.by_hand(number, file.read_text())
                                   for number, file in enumerate(opts.judge)], opts.batch)
            for one in judged:
                said = ", ".join(sorted(one.checks)) or "silent"
                name = opts.judge[one.case.number].name
                print(f"{name}: {one.truth} {one.why}; corolint: {said}")
            return 2 if any(one.truth == "broken" for one in judged) else 0
        numbers = opts.only or range(opts.cases)
        judged = judges.judge([subject.case(opts.seed, n) for n in numbers], opts.batch)
        result = table.Table(judged, subject.dimensions)
        if opts.only:
            for one in judged:
                print(f"--- {opts.seed}:{one.case.number}: {one.verdict}", *table.facts(one, subject.dimensions),
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
