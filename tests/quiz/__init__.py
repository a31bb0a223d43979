"""Tests of the question bank and of running authors' code."""
