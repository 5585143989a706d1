"""The board's pages as HTML: the same for the web and for a file."""
