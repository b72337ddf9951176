"""The design vocabulary: what screens are made of. It knows no room."""
