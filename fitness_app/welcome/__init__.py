"""What anybody sees of the club: the landing page and the small print."""
