"""Tests of the registry, the drawing and the door, and of the report's own drawings."""
