"""Questions from and to other systems' files: formats, one file each. Knows no database."""

from assessments.exchange.contract import Note, Reading, WrongFile
from assessments.exchange.package import read

__all__ = ["Note", "Reading", "WrongFile", "read"]
