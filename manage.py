#!/usr/bin/env python
"""The command line of the portal; reads `.env` before anything else."""

import os
import sys
from pathlib import Path

import environ
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    environ.Env.read_env(Path(__file__).with_name(".env"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csp_portal.settings")
    execute_from_command_line(sys.argv)
