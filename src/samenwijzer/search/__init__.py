"""The search engine: an inverted index with our own Dutch analyzer. It knows search sources, no domain."""
