"""What the board's pages show, as records. Pure: a plan, a day and a history in, no HTML."""
