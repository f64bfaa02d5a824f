"""Invented rule sets for tests."""

from typing import Any

BOTH = {"es": "Texto", "en": "Text"}


def a_rule(where: dict[str, Any], *, name: str = "rule-1", of: str = "care") -> dict[str, Any]:
    return {"id": name, "where": {"years": "2010:2020"} | where, "class": of, "reason": BOTH}


def a_lens(*rules: dict[str, Any], **changed: object) -> dict[str, Any]:
    classes = [{"id": one, "name": BOTH, "definition": BOTH} for one in ("care", "control")]
    return {
        "lens": 1,
        "key": "invented",
        "title": BOTH,
        "credit": "Grupo inventado",
        "classes": classes,
        "rules": list(rules),
    } | changed


def an_entity(name: str, *wheres: dict[str, Any]) -> dict[str, Any]:
    codes = [{"where": where, "evidence": BOTH} for where in wheres]
    called = {"es": f"Oficina {name}", "en": f"Office {name}"}
    return {"id": name, "name": called, "acronyms": [name.upper()], "codes": codes}


def a_concordance(*entities: dict[str, Any]) -> dict[str, Any]:
    return {
        "concordance": 1,
        "key": "invented",
        "title": BOTH,
        "credit": "Grupo inventado",
        "entities": list(entities),
    }
