"""Recognises names of people: with a title, in full, and first names alone."""

from samenwijzer.guard.names.finding import find_names

__all__ = ["find_names"]
