"""Readout: news articles in, a briefing site in which every sentence can be checked out."""

__version__ = "0.1.0"
