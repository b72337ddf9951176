"""The trainer's side: figures about the club."""
