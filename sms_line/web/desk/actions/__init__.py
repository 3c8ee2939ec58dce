"""Actions at the desk: drafted, edited, previewed, published, launched, ended."""
