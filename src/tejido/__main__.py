"""`python -m tejido` is the `tejido` command."""

from tejido.config.cli import main

if __name__ == "__main__":
    main()
