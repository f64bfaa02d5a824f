"""Fixtures of the directory's tests."""

from collections.abc import Iterator

import pytest

from tejido.directory.signals import organizations_changed


@pytest.fixture
def heard() -> Iterator[list[frozenset[int]]]:
    """Return what `organizations_changed` said during the test."""
    ids: list[frozenset[int]] = []

    def listen(*, organization_ids: frozenset[int], **_kwargs: object) -> None:
        ids.append(organization_ids)

    organizations_changed.connect(listen)
    yield ids
    organizations_changed.disconnect(listen)
