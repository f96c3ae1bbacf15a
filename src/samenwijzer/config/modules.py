"""The one list of what is plugged in, from the ground floor up."""

MODULES = [
    "samenwijzer.ui",
    "samenwijzer.accounts",
    "samenwijzer.organisation",
    "samenwijzer.spaces",
    "samenwijzer.subjects",
    "samenwijzer.search",
    "samenwijzer.privacy",
    "samenwijzer.exchange",
    "samenwijzer.signpost",
    "samenwijzer.forum",
    "samenwijzer.documents",
    "samenwijzer.people",
    "samenwijzer.journeys",
    "samenwijzer.administration",
    "samenwijzer.home",
]
