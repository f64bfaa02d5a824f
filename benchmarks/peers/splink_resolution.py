"""The peer: splink 5 on DuckDB, resolving the mentions it is given on standard input.

Runs in an environment of its own. Reads one JSON object: ``rows`` with id, name, acronym, town,
subdivision, rare_one and rare_two (the two rarest words of each name, so that its blocking has
what Tejido's has), and ``thresholds``. Writes one JSON object: seconds, peak megabytes, and the
cluster of each id for each threshold, so that the caller may take its best.
"""

import json
import logging
import resource
import sys
import time
import warnings
from collections.abc import Mapping
from typing import Any

import pyarrow
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

COLUMNS = ("name", "squeezed", "acronym", "town", "subdivision", "rare_one", "rare_two")
PAIRS_TO_SAMPLE = 2_000_000.0


def name_comparison() -> comparisons.CustomComparison:
    """Levels of likeness of two names, equal ones weighed by how often they are printed."""
    return comparisons.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            levels.NullLevel("name"),
            levels.ExactMatchLevel("name", term_frequency_adjustments=True),
            levels.ExactMatchLevel("squeezed"),
            levels.LevenshteinLevel("squeezed", 1),
            levels.LevenshteinLevel("squeezed", 2),
            levels.JaroWinklerLevel("name", 0.96),
            levels.JaroWinklerLevel("name", 0.90),
            levels.JaroWinklerLevel("name", 0.80),
            levels.ElseLevel(),
        ],
    )


def place_comparison() -> comparisons.CustomComparison:
    """Levels of agreement of two places, the finest first."""
    return comparisons.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            levels.NullLevel("subdivision"),
            levels.ExactMatchLevel("town"),
            levels.ExactMatchLevel("subdivision"),
            levels.ElseLevel(),
        ],
    )


def settings() -> SettingsCreator:
    """The model: name, acronym, rare words, place."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[
            name_comparison(),
            comparisons.ExactMatch("acronym").configure(term_frequency_adjustments=True),
            comparisons.ExactMatch("rare_one").configure(term_frequency_adjustments=True),
            comparisons.ExactMatch("rare_two").configure(term_frequency_adjustments=True),
            place_comparison(),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("name"),
            block_on("acronym"),
            block_on("rare_one"),
            block_on("rare_two", "substr(squeezed, 1, 6)"),
            block_on("substr(squeezed, 1, 24)"),
            block_on("substr(reverse(squeezed), 1, 24)"),
        ],
        retain_matching_columns=False,
    )


def table(rows: list[Mapping[str, Any]]) -> pyarrow.Table:
    """The rows as an Arrow table; empty text becomes null."""
    squeezed = [str(row["name"]).replace(" ", "") for row in rows]
    columns: dict[str, list[Any]] = {"id": [row["id"] for row in rows], "squeezed": squeezed}
    for column in COLUMNS:
        if column != "squeezed":
            columns[column] = [row[column] or None for row in rows]
    kinds = {"id": pyarrow.int64()} | dict.fromkeys(COLUMNS, pyarrow.string())
    return pyarrow.table(
        {name: pyarrow.array(values, type=kinds[name]) for name, values in columns.items()}
    )


def resolve(rows: list[Mapping[str, Any]], thresholds: list[float]) -> dict[str, Any]:
    """Train by expectation maximisation, predict, cluster at each threshold."""
    began = time.perf_counter()
    api = DuckDBAPI()
    linker = Linker(api.register(table(rows)), settings())
    linker.training.estimate_probability_two_random_records_match(
        [block_on("name"), block_on("acronym", "rare_one")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS_TO_SAMPLE, seed=1)
    for rule in (block_on("rare_one"), block_on("name"), block_on("acronym")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=min(thresholds))
    clusters: dict[str, list[list[int]]] = {}
    seconds = 0.0
    for number, threshold in enumerate(thresholds):
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=threshold
        )
        if number == 0:
            seconds = time.perf_counter() - began
        clusters[str(threshold)] = [
            [int(row["id"]), int(row["cluster_id"])] for row in found.as_record_list()
        ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": peak, "clusters": clusters}


def main() -> None:
    """Answer the question on standard input."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    question = json.load(sys.stdin)
    json.dump(resolve(question["rows"], question["thresholds"]), sys.stdout)


if __name__ == "__main__":
    main()
