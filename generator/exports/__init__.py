"""Exports: each takes a briefing and gives the text of one file."""
