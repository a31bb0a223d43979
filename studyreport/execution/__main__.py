"""Entry of a worker process: `python -m studyreport.execution ROOT BYTES`."""

import sys
from pathlib import Path

from studyreport.execution.worker import serve

serve(Path(sys.argv[1]), int(sys.argv[2]))
