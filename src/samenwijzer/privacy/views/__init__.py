"""The doors of privacy."""

from samenwijzer.privacy.views.forgetting import erasures, forget, gone
from samenwijzer.privacy.views.own_data import own_data, own_data_file, own_data_file_of, own_data_of
from samenwijzer.privacy.views.terms import retention

__all__ = [
    "erasures",
    "forget",
    "gone",
    "own_data",
    "own_data_file",
    "own_data_file_of",
    "own_data_of",
    "retention",
]
