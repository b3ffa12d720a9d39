"""claimgraph: who said it, through whom."""
