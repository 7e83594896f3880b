"""The English words that only hold a sentence together: no reason by themselves why a comment was held."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those such some any each every all both no none same other another whatever whichever
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
    herself it its itself they them their theirs themselves one ones who whom whose which what whoever
    someone somebody something anyone anybody anything everyone everybody everything nobody nothing
    of in on at by for with about against between into through during before after above below to from up down out
    off over under again within without upon toward towards across along around behind beside near since until till
    and or but nor so yet if then than because as while although though unless whether when where why how
    am is are was were be been being have has had having do does did doing done will would shall should can could
    may might must ought get gets got
    im ive id ill youre youve youd youll hes shes theyre theyve theyd theyll weve wed
    thats theres heres whats whos lets isnt arent wasnt werent hasnt havent hadnt dont doesnt didnt wont wouldnt
    cant cannot couldnt shouldnt aint
    not too very just also only even still here there now ever never quite rather
    """.split()
)
"""Articles, pronouns, prepositions, conjunctions, auxiliaries and their like, folded and without apostrophes."""
