"""Samenwijzer: the knowledge-sharing platform of a municipality or Social Service."""

__version__ = "0.1.0"
