"""What search keeps beside its index."""

from samenwijzer.search.models._synonyms import RuleKind, SynonymRule

__all__ = ["RuleKind", "SynonymRule"]
