"""What every view of a case must hold, counted in the case file by plain SQL, without any of our own code."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

SCRIPT = """
CREATE TEMP TABLE node_of AS  -- the node of each link of each chain
SELECT l.article, l.chain, l.number, l.kind,
       CASE l.kind WHEN 'outlet' THEN 'outlet:' || l.node
            ELSE (SELECT CASE WHEN s.belongs_to IS NULL THEN 'source:' || s.id
                              ELSE 'source:' || s.belongs_to || ':' || s.id END
                  FROM source s WHERE s.article = l.article AND s.id = l.node) END AS node
FROM chain_link l;
CREATE INDEX temp.by_chain ON node_of (article, chain, number);

CREATE TEMP TABLE said AS  -- each claim, its publisher, its chain, who says it
SELECT 'claim:' || a.id || ':' || c.id AS claim, c.article, c.number, c.start, c."end", c.kind,
       'outlet:' || o.id AS publisher, h.number AS chain,
       CASE c.kind WHEN 'own_voice' THEN 'outlet:' || o.id
            ELSE (SELECT node FROM node_of n WHERE n.article = c.article AND n.chain = h.number
                  ORDER BY n.number DESC LIMIT 1) END AS speaker
FROM claim c
JOIN article a ON a.number = c.article
JOIN annotation x ON x.article = a.number
JOIN outlet o ON o.version = x.publisher
LEFT JOIN chain h ON h.article = c.article AND h.attribution = c.attribution;
CREATE INDEX temp.by_claim ON said (claim);

CREATE TEMP TABLE about AS  -- each claim and each entity named within it, with the number of mentions
SELECT s.claim, s.speaker, 'entity:' || m.entity AS entity, count(*) AS mentions
FROM said s JOIN mention m ON m.article = s.article AND m.start >= s.start AND m."end" <= s."end"
GROUP BY s.claim, m.entity;

CREATE TEMP TABLE judged AS  -- each pair of claims of the case and the judgement that stands
SELECT a, b, relation, score FROM (
  SELECT a, b, relation, score, row_number() OVER (PARTITION BY a, b ORDER BY score DESC, relation) AS place FROM (
    SELECT min(x, y) AS a, max(x, y) AS b, relation, score FROM (
      SELECT 'claim:' || a_article || ':' || a_claim AS x, 'claim:' || b_article || ':' || b_claim AS y, relation, score
      FROM link))
  WHERE a <> b AND a IN (SELECT claim FROM said) AND b IN (SELECT claim FROM said))
WHERE place = 1;

CREATE TEMP TABLE grouped (claim, root);  -- each claim and the smallest id of its group: see ``fill_groups``
CREATE INDEX temp.by_member ON grouped (claim);
"""

EDGES = {
    "provenance": """
        SELECT 'outlet:' || o.id, 'article:' || a.id, 'published', 1
        FROM article a JOIN annotation x ON x.article = a.number JOIN outlet o ON o.version = x.publisher
        UNION ALL SELECT 'article:' || a.id, s.claim, 'states', 1 FROM said s JOIN article a ON a.number = s.article
        UNION ALL SELECT s.claim, s.speaker, 'said_by',
          CASE s.kind WHEN 'own_voice' THEN c.confidence ELSE t.confidence END
        FROM said s JOIN claim c USING (article, number)
        LEFT JOIN attribution t ON t.article = c.article AND t.id = c.attribution AND t.part = 'text'
        UNION ALL
        SELECT inward.node, outward.node, 'speaks_through',
          CASE WHEN sum(s.claim IS NOT NULL) > 0 THEN sum(s.claim IS NOT NULL) ELSE count(DISTINCT outward.article) END
        FROM node_of outward JOIN node_of inward
          ON inward.article = outward.article AND inward.chain = outward.chain AND inward.number = outward.number + 1
        JOIN chain h ON h.article = outward.article AND h.number = outward.chain
        JOIN attribution t ON t.article = h.article AND t.id = h.attribution
        LEFT JOIN said s ON s.article = h.article AND s.chain = h.number
        WHERE inward.node <> outward.node AND (s.claim IS NOT NULL OR t.part = 'title') GROUP BY 1, 2
        UNION ALL SELECT claim, entity, 'about', mentions FROM about
        UNION ALL
        SELECT 'claim:' || a_article || ':' || a_claim, 'claim:' || b_article || ':' || b_claim,
               CASE relation WHEN 'same' THEN 'same_as' ELSE relation END, max(score) FROM link
        WHERE 'claim:' || a_article || ':' || a_claim IN (SELECT claim FROM said)
          AND 'claim:' || b_article || ':' || b_claim IN (SELECT claim FROM said)
        GROUP BY 1, 2, 3""",
    "sources": """
        SELECT publisher, speaker, 'relies_on', count(*) FROM said WHERE publisher <> speaker GROUP BY 1, 2""",
    "outlets": """
        SELECT outward, inward, 'cites', count(DISTINCT claim) FROM said s JOIN (
          SELECT article, chain, node AS outward, lead(node) OVER (PARTITION BY article, chain ORDER BY number) AS inward
          FROM node_of WHERE kind = 'outlet') n ON n.article = s.article AND n.chain = s.chain
        WHERE outward <> inward GROUP BY 1, 2""",
    "claims": """
        SELECT root, speaker, 'said_by', count(*) FROM said JOIN grouped USING (claim) GROUP BY 1, 2
        UNION ALL
        SELECT min(x.root, y.root), max(x.root, y.root), 'contradicts', count(*)
        FROM judged JOIN grouped x ON x.claim = a JOIN grouped y ON y.claim = b
        WHERE relation = 'contradicts' AND score >= 0.4 AND x.root <> y.root GROUP BY 1, 2""",
    "entities": """
        SELECT speaker, entity, 'speaks_about', count(*) FROM about GROUP BY 1, 2""",
}
"""For each view: tail, head, kind and weight of every edge."""

NODES = """
    SELECT 'outlet:' || id FROM outlet WHERE version IN (SELECT publisher FROM annotation)
       OR version IN (SELECT outlet FROM article_outlet)
    UNION SELECT node FROM node_of
    UNION SELECT 'article:' || id FROM article
    UNION SELECT claim FROM said
    UNION SELECT CASE WHEN belongs_to IS NULL THEN 'source:' || id ELSE 'source:' || belongs_to || ':' || id END FROM source
    UNION SELECT 'entity:' || id FROM entity
    UNION SELECT 'entity:' || entity FROM mention"""
"""The nodes of ``provenance``; those of the others are the ends of their edges, and groups."""


class Expected(NamedTuple):
    """One view as SQL finds it."""

    nodes: set[str]
    edges: dict[tuple[str, str, str], float]


LEAST = {"same": 0.5, "contradicts": 0.4}
"""Scores from which judgements count in groups, as the README tells them."""


def fill_groups(case: sqlite3.Connection) -> None:
    """Groups as the README tells them: likely links, surest first; half of the pairs between two agree, none contradicts."""
    judged = {
        frozenset((a, b)): ("doubtful" if score < LEAST[relation] else relation, score)
        for a, b, relation, score in case.execute("SELECT a, b, relation, score FROM judged")
    }
    groups = {claim: frozenset([claim]) for (claim,) in case.execute("SELECT claim FROM said")}

    def place(claim: str) -> tuple[str, str]:
        article, _, own = claim.rpartition(":")
        return article, own

    same = [(-score, *sorted(map(place, pair))) for pair, (relation, score) in judged.items() if relation == "same"]
    for _, *ends in sorted(same):
        mine, theirs = (groups[":".join(end)] for end in ends)
        if mine == theirs:
            continue
        between = [(x, y) for x in mine for y in theirs if place(x)[0] != place(y)[0]]
        said = [judged.get(frozenset(pair), ("nothing", 0))[0] for pair in between]
        if "contradicts" not in said and 2 * said.count("same") >= len(between):
            groups |= dict.fromkeys(mine | theirs, mine | theirs)
    case.executemany("INSERT INTO grouped VALUES (?, ?)", [(claim, min(group)) for claim, group in groups.items()])


def expected_views(path: Path) -> tuple[dict[str, Expected], dict[str, str]]:
    """Every view of the case in the file ``path``, and the group (its smallest id) of each claim."""
    with closing(sqlite3.connect(path)) as case:
        case.executescript(SCRIPT)
        fill_groups(case)
        found = {}
        for view, query in EDGES.items():
            rows = case.execute(query).fetchall()
            edges = {(tail, head, kind): weight for tail, head, kind, weight in rows}
            assert len(edges) == len(rows), f"{view}: an edge comes twice"
            found[view] = Expected({end for tail, head, _ in edges for end in (tail, head)}, edges)
        found["provenance"] = found["provenance"]._replace(nodes={row[0] for row in case.execute(NODES)})
        groups = dict(case.execute("SELECT claim, root FROM grouped").fetchall())
    found["claims"].nodes.update(groups.values())
    return found, groups


def counted(nodes: Any, edges: Any) -> Counter[str]:
    """How many nodes and edges of each kind, from ids and keys alone."""
    return Counter(node.partition(":")[0] for node in nodes) + Counter(kind for *_, kind in edges)
