"""Two sources compared ministry by ministry: matched by code or name, exceptions named."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tejido.budgets.domain.reconciliation import BranchSum, reconcile


def a_sum(label: str, amount: str | None, code: str = "", document: str = "approved") -> BranchSum:
    value = None if amount is None else Decimal(amount)
    return BranchSum(2021, document, code, label, {"approved": value})


def test_ministries_are_matched_by_name_without_accents_and_signs() -> None:
    [found] = reconcile(
        [a_sum("Educación Pública", "10.00", "11"), a_sum("Energía", "5.00", "18")],
        [a_sum("EDUCACION\xa0PUBLICA", "10.99"), a_sum("Energía", "6.01")],
    )
    assert (found["agree"], found["compared"]) == (1, 2)
    assert found["exceptions"] == [
        {"branch": "18 Energía", "ours": "5.00", "theirs": "6.01", "difference": "-1.01"}
    ]


def test_by_code_where_both_have_codes() -> None:
    [found] = reconcile([a_sum("Desarrollo Social", "1", "20")], [a_sum("Bienestar", "1", "20")])
    assert (found["agree"], found["compared"]) == (1, 1)


def test_whoever_is_in_one_source_alone_is_named() -> None:
    [found] = reconcile(
        [a_sum("Uno", "1"), a_sum("Dos", "2")], [a_sum("Dos", "2"), a_sum("Tres", "3")]
    )
    assert found["only_ours"] == [{"branch": "Uno", "amount": "1.00"}]
    assert found["only_theirs"] == [{"branch": "Tres", "amount": "3.00"}]


def test_an_amount_that_is_missing_is_compared_with_nothing() -> None:
    assert reconcile([a_sum("Uno", None)], [a_sum("Uno", "1")]) == []


def test_documents_are_named_and_years_are_kept_apart() -> None:
    [found] = reconcile([a_sum("Uno", "1")], [a_sum("Uno", "1", document="final_account")])
    assert found["documents"] == ["approved", "final_account"]
    other = BranchSum(2020, "approved", "", "Uno", {"approved": Decimal(1)})
    assert reconcile([other], [a_sum("Uno", "1")]) == []


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.decimals(-9, 9, places=2), min_size=1),
    st.dictionaries(st.sampled_from("abcdefg"), st.decimals(-9, 9, places=2), min_size=1),
)
def test_every_ministry_of_both_is_accounted_for_once(
    ours: dict[str, Decimal], theirs: dict[str, Decimal]
) -> None:
    [found] = reconcile(
        [a_sum(name, str(value)) for name, value in ours.items()],
        [a_sum(name, str(value)) for name, value in theirs.items()],
    )
    assert found["compared"] == len(ours.keys() & theirs.keys())
    assert found["agree"] + len(found["exceptions"]) == found["compared"]
    assert len(found["only_ours"]) == len(ours.keys() - theirs.keys())
    assert len(found["only_theirs"]) == len(theirs.keys() - ours.keys())
