"""What can be asked of us: the sites' API, the managers' desk, the readers' pages; HTTP ends here."""
