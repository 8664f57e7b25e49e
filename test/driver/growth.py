# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""growth.py COROLINT...: CPU time for functions of one shape, and of four times the size.

What grows with the square of the size takes sixteen times as long.
"""

import pathlib
import resource
import subprocess
import sys

TASK = """
#include <cerrno>
#include <coroutine>
#include <exception>
#include <unistd.h>
struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
int total;
void note(int);
task work(int n) {
"""
AWAIT = "co_await std::suspend_always(); "
SHAPES = {
    "findings": ("sleep(1);\n", 2500),
    "findings that others decide": ("note(n);\n", 2500),
    "findings on one line": ("sleep(1);", 1000),
    "checks before an await": ("if (total > n) { " + AWAIT + "total = n; }\n", 400),
    "exits before an await": ("if (total > n) co_return; " + AWAIT + "total = n;\n", 400),
    "writes with awaits": ("if (total > n) total = total + 1; " + AWAIT + "\n", 500),
    "else-ifs with awaits": ("if (total == n) { total = n; " + AWAIT + "} else\n", 400),
    "reads of errno": ("if (read(n, nullptr, 0) < 0) note(errno); " + AWAIT + "\n", 400),
}


def cpu(statement, count):
    pathlib.Path("unit.cpp").write_text(TASK + statement * count + AWAIT + "\n}\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([*sys.argv[1:], "-q", "unit.cpp", "--", "-std=c++20"], check=False,
                          stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 1):  # 1: there are findings
        sys.exit(f"exit status {done.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


start = cpu("", 0)
for name, (statement, count) in SHAPES.items():
    one, four = cpu(statement, count), cpu(statement, 4 * count)
    # The fifth of a second is for what else a loaded machine does.
    if four - start > 7 * max(0, one - start) + 0.2:
        sys.exit(f"{name}: {count} take {one:.2f} s of CPU, {4 * count} take {four:.2f} s, "
                 f"and none {start:.2f} s")
