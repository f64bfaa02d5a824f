"""Numbers as in Mexico and most of Central America (1,234.5); dates stay Django's Spanish ones."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
