# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""interrupt.py STATUS COMMAND...: presses Ctrl-C when two workers hang.

Fails unless the command ends with STATUS at once, and its children with it.
"""

import os
import signal
import subprocess
import sys
import time

import psutil

run = subprocess.Popen(sys.argv[2:], start_new_session=True)
me = psutil.Process(run.pid)


def busy():
    """Workers that have worked for longer than any other file takes."""
    try:
        return [c for c in me.children() if sum(c.cpu_times()[:2]) > 1]
    except psutil.NoSuchProcess:
        return []


end = time.monotonic() + 120
while len(busy()) < 2 and time.monotonic() < end:
    time.sleep(0.05)
workers = busy()
os.killpg(run.pid, signal.SIGINT)  # a terminal tells the whole group
try:
    status = run.wait(30)
except subprocess.TimeoutExpired:
    run.kill()
    sys.exit("it goes on")
if status != int(sys.argv[1]):
    sys.exit(f"ended with {status}, not {sys.argv[1]}")
if len(workers) != 2 or psutil.wait_procs(workers, timeout=10)[1]:
    sys.exit("workers are left, or there were none")
