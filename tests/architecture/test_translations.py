"""The catalogues hold every text on screen: none missing, fuzzy, stale or contradictory."""

from django.conf import settings

from scripts.messages import LANGUAGES, faults


def test_the_catalogues_are_complete() -> None:
    assert faults() == []


def test_every_language_offered_has_catalogues() -> None:
    assert {code for code, _ in settings.LANGUAGES} == {"en", *LANGUAGES}
