"""What several of the shop's files share of the State of a page."""
