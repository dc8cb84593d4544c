"""Runs code in a kernel for extension.js: reads a line of JSON for each cell, and writes one for each message that comes back.

usage: kernel.py KERNEL_NAME
"""

import json
import sys

from jupyter_client.manager import start_new_kernel


def send(message):
    print(json.dumps({"type": message["msg_type"], "content": message["content"]}), flush=True)


manager, client = start_new_kernel(kernel_name=sys.argv[1])
try:
    for line in sys.stdin:
        send(client.execute_interactive(json.loads(line), allow_stdin=False, output_hook=send))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
