"""What pytest leaves alone here: the configuration of Sphinx is no module to be tested."""

collect_ignore = ["conf.py"]
