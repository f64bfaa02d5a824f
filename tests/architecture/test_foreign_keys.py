"""Every foreign key points to the same or a lower layer.

String foreign keys ("app.Model") escape import checks, so the models themselves are asked.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, Model

from tests.architecture.project import layers

RANKS = layers()


def app_of(model: type[Model]) -> str | None:
    """Return the name of the project's app that holds the model; None for Django's own."""
    root, app, *_ = model.__module__.split(".")
    return app if root == "tejido" else None


def relations() -> Iterator[tuple[str, str | None, Field]]:  # type: ignore[type-arg]
    """Yield the app, the app it points to, and the field, of each forward relation."""
    for model in apps.get_models(include_auto_created=True):
        source = app_of(model)
        for field in model._meta.get_fields():
            if source and isinstance(field, Field) and field.is_relation:
                target = field.related_model
                assert isinstance(target, type)
                yield source, app_of(target), field


def test_every_app_has_a_layer() -> None:
    assert {app for app, _, _ in relations()} <= set(RANKS)


@pytest.mark.parametrize("relation", list(relations()), ids=lambda r: str(r[2]))
def test_it_points_to_the_same_or_a_lower_layer(
    relation: tuple[str, str | None, Field],  # type: ignore[type-arg]
) -> None:
    source, target, _ = relation
    if target is not None and source != target:
        assert RANKS[target] < RANKS[source]


def test_no_generic_relations_hide_a_direction() -> None:
    generic = [
        str(field)
        for _, _, field in relations()
        if field.related_model is ContentType and field.model.__module__.startswith("tejido.")
    ]
    assert generic == []
