"""Tests of the house itself: layers, sizes, locks, deployment. An app's tests are in the app."""
