"""The rules of broadcasts: who gets one, in which words, at which hour, and where one stands."""
