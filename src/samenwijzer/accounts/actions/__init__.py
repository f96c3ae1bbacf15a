"""What is done to accounts, one function for each intention."""

from samenwijzer.accounts.actions.forget import forget_account

__all__ = ["forget_account"]
