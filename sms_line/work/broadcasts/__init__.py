"""Sends broadcasts: who may leave now is claimed, leaves at its moment, and is written down."""
