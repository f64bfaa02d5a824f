"""The same statement in Spark's words: DuckDB's SQL turned by sqlglot, which the extra brings."""

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sqlglot import exp

# Half to even, in operations that are exact on decimals wherever they are done: servers of Spark
# Connect do not agree on BROUND. A tie lies half a cent from its neighbours; half of it is none.
_HALF_EVEN: Final = (
    "CASE WHEN ABS({value} % 0.01) = 0.005"
    " THEN CAST(2 * ROUND(CAST({value} AS DECIMAL(37, 3)) * 0.5, 2) AS DECIMAL(38, 2))"
    " ELSE CAST(ROUND({value}, 2) AS DECIMAL(38, 2)) END"
)


def spark_sql(sql: str) -> str:
    """Return a statement of `figure_sql` in Spark's dialect.

    Arguments:
        sql: in DuckDB's dialect; the Parquet files it names stand on storage that Spark sees under
            the same paths.

    Errors:
        ImportError: the extra is not installed.
        ValueError: the statement rounds to even in another way than to cents.
    """
    import sqlglot

    tree = sqlglot.parse_one(sql, read="duckdb").transform(_in_spark)
    turned: str = tree.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    return turned


def _in_spark(node: "exp.Expression") -> Any:
    from sqlglot import exp

    if isinstance(node, exp.Table) and isinstance(node.this, exp.ReadParquet):
        [path] = node.this.expressions
        # A path without a scheme would be looked for in the cluster's default file system.
        file = exp.to_identifier(f"file://{path.this}", quoted=True)
        return exp.Table(this=file, db=exp.to_identifier("parquet"), alias=node.args.get("alias"))
    if isinstance(node, exp.Anonymous) and node.name.upper() == "ROUND_EVEN":
        return _half_even(*node.expressions)
    return node


def _half_even(value: "exp.Expression", places: "exp.Expression") -> Any:
    import sqlglot

    if places.name != "2":
        raise ValueError(places.name)
    return sqlglot.parse_one(_HALF_EVEN.format(value=f"({value.sql('duckdb')})"), read="duckdb")
