"""The empty app that the club's events are compared with."""
