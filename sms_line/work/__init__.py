"""What takes time or can fail, after the answer: rows carried out when the bell rings."""
