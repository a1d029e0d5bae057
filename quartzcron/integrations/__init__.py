"""Thin adapters for what people already run; each is imported by its own name."""
