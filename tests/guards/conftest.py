"""What a usual run leaves to `make bite`, because it takes as long as all the rest."""

import os

collect_ignore = [] if os.environ.get("BITE") else ["test_walls_bite.py"]
