"""Lenses and concordances are published in versions; what ships is loaded once."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tejido.budgets.actions.concordances import publish_concordance
from tejido.budgets.actions.lenses import publish_lens
from tejido.budgets.actions.shipped import load_shipped
from tejido.budgets.domain.rule_data import RuleFault
from tejido.budgets.models import ConcordanceVersion, Lens, LensVersion
from tejido.budgets.rule_files import LARGEST, read_yaml, write_question, write_yaml
from tejido.budgets.tests.rule_examples import BOTH, a_concordance, a_lens, a_rule, an_entity
from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, Role, User
from tejido.evidence.models import Series

pytestmark = pytest.mark.django_db
LENS = a_lens(a_rule({"branch": "99"}))


class TestPublish:
    def test_versions_are_counted_and_the_first_stays(self) -> None:
        first = publish_lens(actor=None, data=LENS, reason="La primera")
        changed = a_lens(a_rule({"branch": "98"}), title={"es": "Otro", "en": "Other"})
        second = publish_lens(actor=None, data=changed, reason="Otra clave")
        assert [str(first), str(second)] == ["invented@1", "invented@2"]
        assert LensVersion.objects.get(pk=first.pk).spec == first.spec != second.spec
        assert Lens.objects.get().title_es == "Otro"

    def test_the_same_rules_again_make_no_version(self) -> None:
        first = publish_lens(actor=None, data=LENS, reason="La primera")
        assert publish_lens(actor=None, data=LENS, reason="Otra vez") == first
        assert AuditEntry.objects.filter(action="publish_lens").count() == 1

    def test_a_concordance_is_published_the_same_way(self) -> None:
        data = a_concordance(an_entity("one", {"branch": "90", "years": "2012"}))
        version = publish_concordance(actor=None, data=data, reason="La primera")
        assert (str(version), version.credit) == ("invented@1", "Grupo inventado")

    @pytest.mark.parametrize("reason", ["", " ", "x" * 2001])
    def test_a_reason_is_needed(self, reason: str) -> None:
        with pytest.raises(InvalidInput):
            publish_lens(actor=None, data=LENS, reason=reason)

    def test_what_does_not_hold_is_said_with_its_place(self) -> None:
        with pytest.raises(InvalidInput) as refusal:
            publish_lens(actor=None, data=a_lens(a_rule({"branch": 99})), reason="Por ver")
        assert refusal.value.code == "rules-not-a-code"
        assert "rules[1].where.branch" in str(refusal.value.message)

    @pytest.mark.parametrize("role", Role.values)
    def test_analysts_and_the_secretariat_publish(self, role: str) -> None:
        user = User.objects.create_user(f"{role}@example.org", role=role)
        if role in {Role.ANALYST, Role.SECRETARY}:
            assert publish_lens(actor=user, data=LENS, reason="Por ver").author == user
        else:
            with pytest.raises(NotAllowed):
                publish_lens(actor=user, data=LENS, reason="Por ver")

    @pytest.mark.parametrize("model", [LensVersion, ConcordanceVersion])
    def test_the_database_refuses_to_change_a_version(
        self, model: type[LensVersion | ConcordanceVersion]
    ) -> None:
        publish_lens(actor=None, data=LENS, reason="La primera")
        entity = an_entity("one", {"branch": "90", "years": "2012"})
        publish_concordance(actor=None, data=a_concordance(entity), reason="La primera")
        statement = f"UPDATE {model._meta.db_table} SET number = 9"  # noqa: S608
        with (
            pytest.raises(DatabaseError, match="never changes"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


class TestShipped:
    def test_loading_again_changes_nothing(self) -> None:
        first = load_shipped()
        entries = AuditEntry.objects.count()
        assert load_shipped() == first
        assert AuditEntry.objects.count() == entries
        assert "mx-people-on-the-move@1" in first.lenses
        assert "mx-institutions@1" in first.concordances
        assert set(Series.objects.values_list("key", flat=True)) >= {"inpc-mx", "population-mx"}

    def test_what_a_person_published_on_top_is_left_to_them(self) -> None:
        load_shipped()
        lens = LensVersion.objects.get(lens__key="mx-people-on-the-move")
        user = User.objects.create_user("analyst@example.org", role=Role.ANALYST)
        fewer: dict[str, Any] = {**lens.spec, "rules": lens.spec["rules"][:10]}
        publish_lens(actor=user, data=fewer, reason="Menos reglas")
        assert "mx-people-on-the-move@2" in load_shipped().lenses


class TestYaml:
    def test_what_is_written_is_read_again(self) -> None:
        assert read_yaml(write_yaml(LENS)) == LENS

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("a: [1", "yaml"),
            ("a: &x [1]\nb: *x", "yaml"),
            ("!!python/object/apply:os.getcwd []", "yaml"),
            ("a: 1\na: 2", "twice"),
            ("[" * 100_000, "yaml"),
            ("x" * (LARGEST + 1), "too-large"),
            ("a: \x00", "yaml"),
        ],
    )
    def test_what_would_be_misread_is_refused(self, text: str, code: str) -> None:
        with pytest.raises(RuleFault) as fault:
            read_yaml(text)
        assert fault.value.code == code

    def test_a_date_is_no_text(self) -> None:
        assert read_yaml("a: 2013") == {"a": 2013}
        with pytest.raises(InvalidInput):
            publish_lens(actor=None, data={**LENS, "credit": read_yaml("2013-01-02")}, reason="x")

    def test_both_languages_are_needed(self) -> None:
        assert BOTH.keys() == {"es", "en"}
        with pytest.raises(InvalidInput, match="field-missing"):
            publish_lens(actor=None, data={**LENS, "title": {"es": "Solo"}}, reason="Por ver")


def test_a_question_is_written_in_one_order_however_the_database_keeps_it() -> None:
    asked = {"version": 1, "dataset": "ejemplo", "figure": "amounts", "by": ["year"]}
    kept = {name: asked[name] for name in sorted(asked)}
    assert write_question(kept) == write_question(asked)
    assert write_question(kept).startswith("version: 1\ndataset: ejemplo\n")
