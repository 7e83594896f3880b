"""The comment desk: takes comments, scores them, publishes what is fine and holds the rest for managers.

The map, from the front door inwards (each room may only use those below it):

- ``commands``    the operator's door: one CLI, a file for each group of commands
- ``app``         the front hall: every part is made once, here, and handed on
- ``web``         what can be asked of us? ``api`` for sites and forms, ``desk`` for managers, ``embed`` for readers,
                  ``doors`` for other people's contracts
- ``worker``      runs due jobs by calling use-cases
- ``training``    how does the classifier learn? (offline)
- ``delivery``    whom do we tell? Letters by mail, events by webhook; handed in through ``parts``
- ``reading``     what do others tell us? Pages and feeds, safely fetched; handed in through ``parts``
- ``schemas``     is the question well formed? (marshmallow)
- ``use_cases``   what do we do about it? One verb a file
- ``parts``       what a use-case is handed: storage, scorer, what lies outside, clock
- ``storage``     what do we remember? (SQLAlchemy)
- ``classifier``  what does the text look like? (scikit-learn)
- ``domain``      what is right? (pure)
- ``settings``    every knob, read once, of the kinds in ``setting_kinds``
"""
