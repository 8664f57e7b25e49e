# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""%check: proves what a check says about one file, and that its fixes hold.

    // RUN: %check [--check coro-x] [--std c++20] [--option key=value]...
    // RUN:        [--suffix S]... [--fix-notes] [--run] [--clang-only] [-- compiler flags]

The check is named after the file: test/checks/STEM.cpp and STEM-anything.cpp
test coro-STEM. What it must say stands in comments:

    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'f' is never started
    // CHECK-MESSAGES: shared.h:7:3: warning: ...        in a header of test/Inputs
    // CHECK-NOTES: :[[@LINE+2]]:5: note: ...            of the finding above it
    // CHECK-FIXES: co_await f();                        FileCheck, on the fixed file

A text may stop early and may hold {{regular expressions}}. A finding that no
comment expects is a failure, so silence is tested as well; the notes of a
finding are compared, all of them, as soon as one CHECK-NOTES follows it.
--suffix S reads CHECK-…-S comments beside the plain ones.

What a fix makes is always proved: it compiles with clang and with g++, its
finding is gone, no finding of any check is new, and a second --fix changes
nothing. --fix-notes proves the suggested fixes (CHECK-FIXES-NOTES) instead of
the safe ones. --run also runs the fixed program, under AddressSanitizer and
built by g++, against CHECK-OUTPUT comments.
"""

import argparse
import collections
import fnmatch
import json
import pathlib
import re
import shutil
import subprocess
import sys

import findings
from project import BUILD, ROOT, check_of

EXPECTATION = re.compile(r"//\s*CHECK-(MESSAGES|NOTES)(?:-([A-Z0-9-]+))?:\s*(.*?)\s*$")
DIRECTIVE = re.compile(r"//\s*CHECK-[A-Z0-9-]+:.*")


class Failure(Exception):
    pass


def options(arguments):
    split = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(prog="%check")
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--temp", type=pathlib.Path, required=True)
    parser.add_argument("--linter", default=BUILD / "bin/corolint-tidy")
    parser.add_argument("--check")
    parser.add_argument("--std", default="c++20")
    parser.add_argument("--option", action="append", default=[])
    parser.add_argument("--suffix", action="append", default=[])
    parser.add_argument("--fix-notes", action="store_true")
    parser.add_argument("--run", action="store_true")
    parser.add_argument("--clang-only", action="store_true")
    parser.add_argument("--any-findings", action="store_true")
    result = parser.parse_args(arguments[:split])
    result.flags = arguments[split + 1 :]
    result.check = result.check or check_of(result.source)
    if not result.check:
        result.check = "coro-*"
        if not result.any_findings:
            parser.error(f"no check of Checks.def is named like {result.source.name}: use --check")
    return result


def call(*command, **kwargs):
    return subprocess.run(
        [str(word) for word in command], text=True, timeout=300, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **kwargs)


class Test:
    def __init__(self, opts):
        self.opts = opts
        self.lines = opts.source.read_text().splitlines()
        self.copy = self.copy_sources()
        self.flags = [f"-std={opts.std}", f"-I{opts.temp}/Inputs",
                      "-isystem", ROOT / "runtime/include", *opts.flags]

    def copy_sources(self):
        """--fix writes, so it gets copies; without the comments it could match."""
        shutil.rmtree(self.opts.temp, ignore_errors=True)
        self.opts.temp.mkdir(parents=True)
        shutil.copytree(ROOT / "test/Inputs", self.opts.temp / "Inputs")
        for header in self.opts.source.parent.glob("*.h*"):
            shutil.copy(header, self.opts.temp)
        copy = self.opts.temp / self.opts.source.name
        copy.write_text("".join(DIRECTIVE.sub("//", line) + "\n" for line in self.lines))
        return copy

    def sources(self):
        files = sorted(p for p in self.opts.temp.rglob("*") if p.is_file())
        return {p.relative_to(self.opts.temp): p.read_bytes() for p in files}

    # --- what the linter says ------------------------------------------------

    def lint(self, checks, *how):
        values = {}
        for option in self.opts.option:
            key, value = option.split("=", 1)
            values[key if "." in key else f"{self.opts.check}.{key}"] = value
        run = call(self.opts.linter, f"--checks=-*,{checks}", "--quiet", *how,
                   "--config=" + json.dumps({"CheckOptions": values}),
                   self.copy, "--", *self.flags)
        if run.returncode < 0 or re.search(r"^Error", run.stdout, re.M | re.I):
            raise Failure(f"the linter failed ({run.returncode}):\n{run.stdout}")
        found = findings.read(run.stdout)
        for one in [f for finding in found for f in (finding, *finding.notes)]:
            one.file = self.short(one.file)
        return found

    def short(self, file):
        """'' for the file itself, and headers as the test includes them."""
        path = pathlib.Path(file)
        if path == self.copy:
            return ""
        for base in (self.opts.temp / "Inputs", self.opts.temp):
            if path.is_relative_to(base):
                return str(path.relative_to(base))
        return file

    # --- what the comments expect --------------------------------------------

    def expected(self):
        """[(line, pattern, [(line, pattern of a note)])]"""
        result = []
        for number, text in enumerate(self.lines, 1):
            match = EXPECTATION.search(text)
            if not match or match[2] and match[2] not in self.opts.suffix:
                continue
            pattern = re.sub(r"\[\[@LINE([+-]\d+)?\]\]",
                             lambda m: str(number + int(m[1] or 0)), match[3])
            if match[1] == "MESSAGES":
                result.append((number, pattern, []))
            elif result:
                result[-1][2].append((number, pattern))
            else:
                raise Failure(f"line {number}: CHECK-NOTES before any CHECK-MESSAGES")
        return result

    def compare(self, found):
        """Raises, with a diff, unless found is exactly what is expected."""
        report, rest = [], list(found)
        for number, pattern, notes in self.expected():
            # The diff goes by the lines the findings are on, expected ones first.
            place = re.match(r".*?:(\d+):", pattern)
            line = int(place[1]) if place else number
            finding = next((f for f in rest if matches(pattern, f)), None)
            if not finding:
                report.append((line, 0, f"- {pattern}"))
                continue
            rest.remove(finding)
            if notes and not same(notes, finding.notes):
                report += [(line, 0, f"  {finding}")]
                report += [(line, 0, f"-   {note}") for _, note in notes]
                report += [(line, 0, f"+   {note}") for note in finding.notes]
        report += [(f.line, 1, f"+ {f}") for f in rest]
        if report:
            report.sort(key=lambda entry: entry[:2])
            diff = "\n".join(text for *_, text in report)
            raise Failure(f"--- expected\n+++ reported\n{diff}")

    # --- what the fixes make -------------------------------------------------

    def prove_fixes(self, before):
        how = "--fix-notes" if self.opts.fix_notes else "--fix"
        original = self.sources()
        fixed = [f for f in self.lint(self.opts.check, how) if f.fixed]
        self.file_check("CHECK-FIXES-NOTES" if self.opts.fix_notes else "CHECK-FIXES",
                        self.copy, needed=bool(fixed) and not self.opts.any_findings)
        if not fixed:
            if self.sources() != original:
                raise Failure(f"{how} changed the code for no finding")
            return

        self.compile("clang++")
        if not self.opts.clang_only:
            self.compile("g++")

        after = self.lint("coro-*")
        left = count(after) - (count(before) - count(fixed))
        if left:
            raise Failure(f"after {how} these are left, or new:\n"
                          + "\n".join(f"+ {f}" for f in after if key(f) in left))

        once = self.sources()
        self.lint(self.opts.check, how)
        if self.sources() != once:
            raise Failure(f"a second {how} changes the code again:\n{self.copy.read_text()}")

    def compile(self, compiler):
        run = call(compiler, "-fsyntax-only", "-w", *self.flags, self.copy)
        if run.returncode:
            raise Failure(f"{compiler} does not compile the fixed code:\n{run.stdout}")

    def run_program(self):
        builds = [("clang++", "asan", ["-fsanitize=address,undefined"])]
        if not self.opts.clang_only:
            builds += [("g++", "gcc", [])]
        for compiler, build, flags in builds:
            runtime = BUILD / build / "runtime/libaio.a"
            program = self.opts.temp / f"program-{build}"
            link = [runtime] if '"aio/' in self.copy.read_text() \
                or "<aio/" in self.copy.read_text() else []
            made = call(compiler, "-g", "-w", "-pthread", *flags, *self.flags, self.copy,
                        *link, "-o", program)
            if made.returncode:
                raise Failure(f"{compiler} does not build the program:\n{made.stdout}")
            ran = call(program)
            output = self.opts.temp / f"output-{build}"
            output.write_text(ran.stdout)
            if ran.returncode:
                raise Failure(f"the program built by {compiler} exits with {ran.returncode}:\n"
                              + ran.stdout)
            self.file_check("CHECK-OUTPUT", output, needed=True)

    def file_check(self, prefix, file, needed):
        prefixes = [prefix, *(f"{prefix}-{suffix}" for suffix in self.opts.suffix)]
        directive = rf"({'|'.join(prefixes)})(-NEXT|-SAME|-NOT|-DAG|-LABEL|-EMPTY|-COUNT-\d+)?:"
        if not re.search(directive, "\n".join(self.lines)):
            if needed:
                raise Failure(f"no {prefix} comment says what this should look like:\n"
                              + file.read_text())
            return
        run = call("FileCheck", f"--check-prefixes={','.join(prefixes)}",
                   "--allow-unused-prefixes", f"--input-file={file}",
                   self.opts.source)
        if run.returncode:
            raise Failure(run.stdout)

    def prove(self):
        found = self.lint("coro-*")
        if not self.opts.any_findings:
            self.compare([f for f in found if fnmatch.fnmatch(f.check, self.opts.check)])
        self.prove_fixes(found)
        if self.opts.run:
            self.run_program()


def matches(pattern, finding):
    parts = re.split(r"\{\{(.*?)\}\}", pattern)
    expression = "".join(f"(?:{p})" if i % 2 else re.escape(p) for i, p in enumerate(parts))
    return re.match(expression, str(finding)) is not None


def same(patterns, notes):
    return len(patterns) == len(notes) and all(
        matches(pattern, note) for (_, pattern), note in zip(patterns, notes))


def key(finding):
    # Not the place: a fix may move every line below it.
    return finding.file, finding.check, finding.message


def count(found):
    return collections.Counter(key(f) for f in found)


if __name__ == "__main__":
    try:
        Test(options(sys.argv[1:])).prove()
    except Failure as failure:
        sys.exit(str(failure))
