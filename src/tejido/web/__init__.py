"""Home, navigation, public site map: composition only."""
