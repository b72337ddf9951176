"""Pages for developers, there in development only: the mailbox and the style guide."""
