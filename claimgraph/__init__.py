"""claimgraph: who said it, through whom, in news articles.

    from claimgraph import Annotator, read_inputs
    for found, original in Annotator().annotate(read_inputs(["seeds/"])):
        print([(" → ".join(a.chain), a.stance) for a in found.annotation.attributions])

This is the door. Its public names stand in ``__init__.pyi`` and are loaded when they are first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
