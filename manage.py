#!/usr/bin/env python
"""Django's command line. Without any environment it speaks to the servers of `make run`."""

import os
import sys
from importlib.util import find_spec

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if find_spec("devstack"):  # a clone; the image has none
        from devstack.manage import environment

        os.environ.update(environment(sys.argv[1:]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
