"""How does the classifier learn? Offline: labelled rows come in as files, a model goes out as a file."""
