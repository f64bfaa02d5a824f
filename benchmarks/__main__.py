"""Run every benchmark, one after the other: `python -m benchmarks [NAME]...`."""

import sys

from benchmarks.processes import end_cleanly, run

# Each is a module that measures when run, in a process of its own: memory is measured too.
BENCHMARKS = ("resolution", "statement_page", "signing", "invitations", "verification", "budgets")


def main() -> int:
    """Run the named benchmarks, or all; return 1 when one fails, 2 for an unknown name."""
    names = sys.argv[1:] or BENCHMARKS
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.stderr.write(f"No such benchmark: {unknown[0]}. There are: {', '.join(BENCHMARKS)}.\n")
        return 2
    end_cleanly()
    codes = [run([sys.executable, "-m", f"benchmarks.{name}"]) for name in names]
    return int(any(codes))


if __name__ == "__main__":
    raise SystemExit(main())
