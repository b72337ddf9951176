"""The personal cabinet: one place for what is yours, made of other rooms' views."""
