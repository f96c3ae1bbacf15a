"""Recognises citizens' data in text. Pure functions: no Django, no network; the caller says what is allowed."""

from samenwijzer.guard.findings import NOTHING_ALLOWED, Allowances, Finding, Label, Level

__all__ = ["NOTHING_ALLOWED", "Allowances", "Finding", "Label", "Level"]
