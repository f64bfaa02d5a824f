"""Tests of the whole accounts are collected where the accounts are at hand, and nowhere else."""

from tejido.budgets.tests.shared_data import MICRODATA

collect_ignore_glob = [] if MICRODATA.is_file() else ["test_full_data_*.py"]
