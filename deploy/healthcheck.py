"""Ends with 0 if the club says that it is well: `healthcheck.py /healthz` or `/readyz`.

It needs no library, so that it costs a fraction of a second of one core each time.
"""

import os
import sys
from http.client import HTTPConnection

connection = HTTPConnection("127.0.0.1", int(os.environ.get("FITNESS_PORT", "3000")), timeout=8)
try:
    connection.request("GET", sys.argv[1])
    answer = connection.getresponse()
    sys.stdout.write(answer.read(4096).decode() + "\n")
except OSError as problem:
    sys.exit(f"The club doesn't answer: {problem}")
sys.exit(answer.status != 200)
