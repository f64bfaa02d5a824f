"""The bundle of a published finding: what recomputes it with DuckDB alone, in one command.

    README.es.txt, README.en.txt   what it is, the method, the command
    recompute.sql                  runs the question and compares with expected.csv
    query.sql                      the question alone
    expected.csv                   what it came to when the finding was published
    lines-<digest>.parquet         the lines it reads, as they stand in the snapshot of that digest
    question.yaml, lens.yaml, concordance.yaml, series.csv, corrections.yaml   where it has them
    concordance-<key>.yaml         what told a short name that the question names without it
    SHA256SUMS

The SQL holds the numbers of the series and the rules of the lens written out: the other files are
there to be read. A bundle is made when it is first asked for, and kept beside the snapshots.
"""

import csv
import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tejido.budgets import warehouse
from tejido.budgets.actions.asking import answer_again, question_from, resolved_question
from tejido.budgets.answer_basis import files_of
from tejido.budgets.asking.resolving import Resolved
from tejido.budgets.asking.sql_figures import figure_sql
from tejido.budgets.asking.sql_lines import in_sql, lines_sql
from tejido.budgets.domain.answer import Answer, pinned_question, read_answer
from tejido.budgets.domain.finding import difference
from tejido.budgets.domain.sql_text import literal
from tejido.budgets.models import ConcordanceVersion, FindingVersion
from tejido.budgets.rule_files import write_question, write_yaml
from tejido.budgets.snapshot_files import parquet_path
from tejido.budgets.work_folders import work_folder
from tejido.core.errors import Conflict
from tejido.evidence.queries import series_values

EXPECTED: Final = "expected.csv"
QUERY: Final = "query.sql"
RECOMPUTE: Final = "recompute.sql"
# Part of the path: what was made otherwise is made again.
_FORMAT: Final = 2
_NULL: Final = "NULL"
_SAME: Final = "Comes out the same / Sale igual"
_DIFFERS: Final = "DOES NOT come out the same / NO sale igual"
# Two bundles of one finding are the same bytes.
_MOMENT: Final = (2020, 1, 1, 0, 0, 0)


def bundle_path(version: FindingVersion) -> Path:
    """Return the bundle of a published version, made if it is not there yet.

    Errors:
        Conflict: what it was made from does not give the figures any more. WarehouseFailed.
    """
    folder = Path(settings.FILES_ROOT) / "budgets" / "bundles" / str(_FORMAT)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{version.finding.key}-{version.number}-{version.result_digest[:16]}.zip"
    if not path.exists():
        with work_folder("bundle") as work:
            made = work / path.name
            _make(version, work, made)
            os.replace(made, path)
    return path


def _make(version: FindingVersion, work: Path, to: Path) -> None:
    kept = read_answer(version.answer)
    if difference(kept.rows, answer_again(kept).rows):
        raise Conflict(
            _(
                "The data and rules of this finding do not give the figures that were published"
                " any more, so nothing is handed out. Tell whoever runs this installation:"
                " “tejido budget recheck” says what differs."
            ),
            code="finding-differs",
        )
    question = pinned_question(question_from(kept.question), kept.resolved)
    resolved = resolved_question(None, question, kept.resolved)
    names = _write_lines(resolved, work)
    query = figure_sql(resolved.plan, lines_sql(resolved.held(names)))
    (work / QUERY).write_text(query + ";\n", encoding="utf-8")
    (work / RECOMPUTE).write_text(_recompute_sql(query), encoding="utf-8")
    for name, text in _texts(version, kept):
        (work / name).write_text(text, encoding="utf-8")
    _pack(sorted(path for path in work.iterdir() if path.is_file()), to)


def _write_lines(resolved: Resolved, work: Path) -> dict[str, str]:
    """Write the lines of each snapshot and what they come to; return the files' names."""
    paths = {digest: parquet_path(digest) for digest, *_rest in resolved.snapshots}
    names = {digest: f"lines-{digest[:12]}.parquet" for digest in paths}
    whole = {digest: str(path) for digest, path in paths.items()}
    here = {digest: str(work / name) for digest, name in names.items()}
    expected = figure_sql(resolved.plan, lines_sql(resolved.held(whole)))
    with warehouse.connect(files=paths.values(), folders=[work]) as opened:
        found = opened.rows(expected)
        for narrow in (True, False):
            for digest, sql in _lines_sql(resolved, whole, narrow=narrow):
                opened.write_parquet(sql, work / names[digest])
            if opened.rows(figure_sql(resolved.plan, lines_sql(resolved.held(here)))) == found:
                break
        else:
            raise Conflict(_("The figures do not come out as they are written."))
        as_text = f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({expected})"  # noqa: S608
        target = literal(str(work / EXPECTED))
        opened.run(f"COPY ({as_text}) TO {target} (FORMAT csv, HEADER, NULLSTR '{_NULL}')")
    return names


def _lines_sql(
    resolved: Resolved, paths: dict[str, str], *, narrow: bool
) -> Iterator[tuple[str, str]]:
    """Yield the lines to take along: those asked for, or all of the years where shares need them.

    A correction may bring a line among those asked for: corrected snapshots go along whole.
    """
    for digest, corrections, years in resolved.snapshots:
        of_years = " OR ".join(
            f"document = {literal(document)} AND {in_sql('year', listed)}"
            for document, listed in years
        )
        asked = resolved.plan.lines_where if narrow and not corrections else ()
        where = " AND ".join(f"({one})" for one in (of_years, *asked))
        yield digest, f"SELECT * FROM read_parquet({literal(paths[digest])}) WHERE {where}"  # noqa: S608


def _recompute_sql(query: str) -> str:
    return f"""-- Runs the question over the lines beside this file and compares with {EXPECTED}.
-- Corre la pregunta sobre los renglones de esta carpeta y compara con {EXPECTED}.
CREATE TEMP TABLE recomputed AS SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (
{query}
);
CREATE TEMP TABLE expected AS SELECT * FROM read_csv(
  '{EXPECTED}', header = true, all_varchar = true, nullstr = '{_NULL}'
);
WITH differences AS (
  (SELECT * FROM recomputed EXCEPT ALL SELECT * FROM expected)
  UNION ALL (SELECT * FROM expected EXCEPT ALL SELECT * FROM recomputed)
)
SELECT
  CASE WHEN COUNT(*) = 0 THEN '{_SAME}' ELSE '{_DIFFERS}' END AS verdict,
  (SELECT COUNT(*) FROM recomputed) AS row_count,
  COUNT(*) AS differences
FROM differences;
"""  # noqa: S608


def _texts(version: FindingVersion, kept: Answer) -> Iterator[tuple[str, str]]:
    yield "question.yaml", write_question(version.question)
    if version.lens_version is not None:
        yield "lens.yaml", write_yaml(version.lens_version.spec)
    if kept.resolved["concordance"]:
        yield "concordance.yaml", write_yaml(_concordance_spec(kept.resolved["concordance"]))
    for one in kept.resolved.get("acronyms", ()):
        yield f"concordance-{one['key']}.yaml", write_yaml(_concordance_spec(one))
    if kept.resolved["corrections"]:
        yield "corrections.yaml", write_yaml(kept.resolved["corrections"])
    if kept.resolved["series"]:
        yield "series.csv", _series_csv(kept)
    page = f"{settings.BASE_URL}/{{}}"
    for language in ("es", "en"):
        with override(language):
            context = {
                "version": version,
                "page": page.format(version.finding.get_absolute_url().lstrip("/")),
                "sentence": getattr(version, f"sentence_{language}"),
                "limits": getattr(version, f"limits_{language}"),
                "method": kept.method[language],
                "resolved": kept.resolved,
                "files": files_of(kept.resolved, language),
            }
            yield f"README.{language}.txt", render_to_string("budgets/bundle/readme.txt", context)


def _concordance_spec(named: Mapping[str, Any]) -> object:
    return ConcordanceVersion.objects.get(
        concordance__key=named["key"], number=named["number"]
    ).spec


def _series_csv(kept: Answer) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["series", "version", "publisher", "year", "value"])
    for one in kept.resolved["series"]:
        values = series_values(one["key"], one["number"])
        for year, value in sorted(values.values.items()):
            writer.writerow([one["key"], one["number"], values.publisher, year, value])
    return text.getvalue()


def _pack(paths: list[Path], to: Path) -> None:
    sums = "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
    with zipfile.ZipFile(to, "x", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(zipfile.ZipInfo(path.name, _MOMENT), path.read_bytes())
        archive.writestr(zipfile.ZipInfo("SHA256SUMS", _MOMENT), sums)
