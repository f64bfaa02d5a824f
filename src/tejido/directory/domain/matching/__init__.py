"""Matching: from mentions to those that stand for one organization.

``profiles`` takes a mention apart into what can be compared, ``lexicon`` weighs words by how rare
they are in the list, ``blocking`` names the pairs worth comparing, ``comparison`` says what two
names share and where they differ, ``scoring`` judges a pair, ``clustering`` joins.
"""
