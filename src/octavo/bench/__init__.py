"""The benchmark: a made-up book of any length, built by octavo and by plain Sphinx, each stage measured."""
