"""All that the product holds about one person, as a file that he can read."""

from samenwijzer.privacy.own_data.gathering import Everything, TakesLong, gather
from samenwijzer.privacy.own_data.packing import write_zip

__all__ = ["Everything", "TakesLong", "gather", "write_zip"]
