"""The organizers' desk: sign-in, the day's numbers, people who wait for an answer, letters."""
