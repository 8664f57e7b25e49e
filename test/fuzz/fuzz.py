# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lints programs that nobody wrote, and fails if corolint does.

    fuzz.py --seed S --count N      draws and lints N programs
    fuzz.py --seed S --only N...    those alone, and shows what went wrong

A failure is a crash, a file that takes longer than 10 s, or a report that is
not what it should be: no JSON, a place or a fix outside of its file. A file that
Clang cannot parse either without our checks is Clang's, and counted apart.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import programs  # noqa: E402
from project import BUILD, ROOT  # noqa: E402

LIMIT = 10  # seconds
FLAGS = ["-std=c++20", f"-I{ROOT}/test/Inputs", "-isystem", f"{ROOT}/runtime/include", "-w"]
WELL = re.compile("it does not compile$|it is UTF-")


def options():
    parser = argparse.ArgumentParser(prog="fuzz.py", description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--only", type=int, nargs="+", metavar="N", help="these programs alone")
    parser.add_argument("--seconds", type=float, help="begin nothing new after so long")
    parser.add_argument("--batch", type=int, default=100, help="programs in one run")
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR", help="leave the failures there")
    parser.add_argument("--build", type=pathlib.Path, default=BUILD)
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    return parser.parse_args()


def seeds():
    """Ours; those with big headers would only be slow."""
    files = sorted((ROOT / "test/checks").glob("*.cpp"))
    return [text for text in (f.read_text() for f in files)
            if "<asio" not in text and "<aio/" not in text]


class Fuzz:
    def __init__(self, opts, work):
        self.opts, self.work = opts, work
        self.failures = {}  # number -> why
        self.counts = collections.Counter()

    def run(self, numbers):
        tests, began = seeds(), time.monotonic()
        for at in range(0, len(numbers), self.opts.batch):
            if self.opts.seconds and time.monotonic() - began > self.opts.seconds:
                break
            for file in self.work.glob("*.cpp"):
                file.unlink()
            for number in numbers[at : at + self.opts.batch]:
                text = programs.program(self.opts.seed, number, tests)
                (self.work / f"{number}.cpp").write_bytes(text.encode("latin-1", "replace"))
                self.counts["programs"] += 1
            self.lint("sarif" if at // self.opts.batch % 4 == 3 else "json")

    def lint(self, form):
        run = subprocess.run(
            [self.opts.build / "bin/corolint", "-q", f"--format={form}", f"--timeout={LIMIT}",
             f"-j{self.opts.jobs}", self.work, "--", *FLAGS],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.work, check=False)
        try:
            report = json.loads(run.stdout.decode())
            if run.returncode not in (0, 1, 3):
                raise ValueError(f"exit status {run.returncode}")
            if form == "json":
                self.read(report)
        except (ValueError, LookupError) as error:
            batch = sorted(int(f.stem) for f in self.work.glob("*.cpp"))
            said = run.stderr.decode(errors="replace").strip()[-300:]
            for number in batch:
                self.failures[number] = f"in one run with others: {form}: {error}: {said}"
        for line in run.stderr.decode(errors="replace").splitlines():
            if found := re.match(r"corolint: error: (\d+)\.cpp was not analysed: (.*)", line):
                self.unanalysed(int(found[1]), found[2])

    def unanalysed(self, number, why):
        if WELL.match(why):
            self.counts["do not compile"] += 1
        elif why.startswith("no end") and self.ends(self.work / f"{number}.cpp"):
            self.counts["kept waiting by others"] += 1
        elif self.clang_fails(self.work / f"{number}.cpp"):
            self.counts["too much for Clang alone"] += 1
        else:
            self.failures[number] = why

    def ends(self, file):
        """Alone, and by its own time: others may use the machine."""
        def limited():
            resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        run = subprocess.run(
            [self.opts.build / "bin/corolint", "-q", f"--timeout={LIMIT * 10}", file, "--", *FLAGS],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=limited, check=False)
        return b"CPU time limit" not in run.stderr and b"no end" not in run.stderr

    def clang_fails(self, file):
        try:
            status = subprocess.run(
                ["clang++", "-fsyntax-only", *FLAGS, file], stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, timeout=LIMIT, check=False).returncode
        except subprocess.TimeoutExpired:
            return True
        return status not in (0, 1)

    def read(self, report):
        for finding in report["findings"]:
            self.counts["findings"] += 1
            for place in [finding, *finding["notes"]]:
                size = self.size(place.get("file"))
                edits = place.get("fixes", [])
                inside = place.get("offset", 0) <= size and all(
                    e["offset"] + e["length"] <= self.size(e["file"]) for e in edits)
                if not inside:
                    number = re.match(r"\d*", finding.get("file", ""))[0]
                    self.failures[int(number or -1)] = f"outside of the file: {place}"

    def size(self, file):
        return (self.work / file).stat().st_size if file else 0


def main():
    opts = options()
    opts.build = opts.build.resolve()
    work = pathlib.Path(tempfile.mkdtemp(prefix="fuzz-", dir=opts.build))
    began = time.monotonic()
    try:
        fuzz = Fuzz(opts, work)
        fuzz.run(opts.only or list(range(opts.count)))
        for number, why in sorted(fuzz.failures.items()):
            print(f"{opts.seed}:{number}: {why}\n  again: ./dev fuzz --seed {opts.seed} --only {number}")
        if opts.keep:
            opts.keep.mkdir(parents=True, exist_ok=True)
            tests = seeds()
            for number in opts.only or fuzz.failures:
                text = programs.program(opts.seed, number, tests)
                (opts.keep / f"{number}.cpp").write_bytes(text.encode("latin-1", "replace"))
        print("fuzz:", ", ".join(f"{fuzz.counts[name]} {name}" for name in (
            "programs", "do not compile", "findings", "too much for Clang alone")) +
            f", {len(fuzz.failures)} failures; {time.monotonic() - began:.0f} s")
        return 1 if fuzz.failures else 0
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
