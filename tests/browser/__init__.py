"""The browser itself; an app's pages are tested in the app."""
