"""Webhooks out: other programs are told what has happened, signed as Standard Webhooks says."""
