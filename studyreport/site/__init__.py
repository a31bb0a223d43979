"""What runs before the pages are built, over the built site, and while somebody writes."""
