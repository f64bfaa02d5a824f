"""What loads one noun of the demo each; running one again changes nothing."""
