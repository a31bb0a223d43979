"""Tests of the types of questions, one file for each."""
