# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""unprivileged.py STATUS COMMAND...: runs the command as one whom permissions
bind, which root is not, and fails unless it ends with STATUS."""

import os
import subprocess
import sys

NOBODY = 65534
drop = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
status = subprocess.run(sys.argv[2:], check=False, **drop).returncode
if status != int(sys.argv[1]):
    sys.exit(f"ended with {status}, not {sys.argv[1]}")
