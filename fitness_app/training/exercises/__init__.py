"""The movements that can be logged: the club's catalogue, and what members add for themselves."""
