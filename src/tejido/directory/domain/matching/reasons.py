"""Reasons: why two mentions are thought alike, as codes a screen can translate."""

from enum import StrEnum


class Reason(StrEnum):
    """What speaks for (or leaves open) that two mentions are one; the value is plain English."""

    SAME_PRINT = "printed alike"
    SAME_NAME = "same name"
    SPELLING = "same name but for spelling"
    WRITTEN_OUT = "same name, an acronym written out"
    SAME_ACRONYM = "same acronym, names that agree"
    ACRONYM_ALONE = "an acronym alone, printed elsewhere with its name"
    ACRONYM_FORMED = "an acronym alone, formed from this name"
    SHORT_NAME = "a short name, printed elsewhere with the long one"
    DECIDED = "a person decided"
    NAME_NOT_DISTINCT = "same name, but a name many may have"
    PLACES_DIFFER = "same name, different places"
    PLACE_ON_ONE_SIDE = "same name, one of them names its country as a part of it"
    LEGAL_FORMS_DIFFER = "same name, different legal forms"
    ACRONYMS_DIFFER = "same name, different acronyms"
    DOUBTFUL_SPELLING = "names a letter apart"
    ACRONYM_TWICE = "same acronym, names that differ"
    ACRONYM_AND_PLACE = "same acronym and place, names that differ"
    CONTAINED = "one name contains the other"
    FEW_WORDS_DIFFER = "names differ in a few words"
    AMBIGUOUS = "may belong to more than one"
    PERSON_NAME = "two people with the same name"
