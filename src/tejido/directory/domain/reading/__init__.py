"""Reading a signature list as printed into mentions."""

from tejido.directory.domain.reading.lines import StartNotFoundError
from tejido.directory.domain.reading.listing import read_list

__all__ = ["StartNotFoundError", "read_list"]
