"""Telling others: letters by mail, events by webhook; handed in through parts, so that nothing else knows how."""
