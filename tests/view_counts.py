"""What each view of a case must hold, counted from the case file by plain SQL."""

import sqlite3

_SAID = """
WITH publisher AS (
  SELECT a.number AS article, a.id AS name, 'outlet:' || o.id AS node
  FROM annotation n JOIN article a ON a.number = n.article JOIN outlet o ON o.version = n.publisher
), link AS (
  SELECT ch.article, ch.attribution, l.number, l.kind,
    CASE WHEN l.kind = 'outlet' THEN 'outlet:' || l.node
         WHEN s.belongs_to IS NOT NULL THEN 'source:' || s.belongs_to || ':' || l.node
         ELSE 'source:' || l.node END AS node
  FROM chain ch JOIN chain_link l ON l.article = ch.article AND l.chain = ch.number
  LEFT JOIN source s ON s.article = ch.article AND s.id = l.node
), innermost AS (
  SELECT article, attribution, node FROM link l
  WHERE number = (SELECT max(number) FROM link m WHERE m.article = l.article AND m.attribution = l.attribution)
), said AS (
  SELECT c.article, c.number AS claim, c.id, c.start, c."end", c.attribution, p.name, p.node AS publisher,
    CASE WHEN c.kind = 'own_voice' THEN p.node ELSE i.node END AS speaker
  FROM claim c JOIN publisher p ON p.article = c.article
  LEFT JOIN innermost i ON i.article = c.article AND i.attribution = c.attribution
  WHERE c.kind = 'own_voice' OR i.node IS NOT NULL
)
"""

_EDGES = {
    "sources": """SELECT publisher, speaker, 'relies_on', count(*) FROM said WHERE publisher <> speaker GROUP BY 1, 2""",
    "outlets": """
      , step AS (SELECT DISTINCT s.article, s.claim, l.node AS inner_node,
          (SELECT k.node FROM link k WHERE k.article = l.article AND k.attribution = l.attribution
             AND k.kind = 'outlet' AND k.number < l.number ORDER BY k.number DESC LIMIT 1) AS outer_node
        FROM said s JOIN link l ON l.article = s.article AND l.attribution = s.attribution AND l.kind = 'outlet')
      SELECT outer_node, inner_node, 'cites', count(*) FROM step WHERE outer_node <> inner_node GROUP BY 1, 2""",
    "entities": """
      , named AS (SELECT DISTINCT s.article, s.claim, s.speaker, m.entity FROM said s JOIN mention m
          ON m.article = s.article AND m.start >= s.start AND m.start < s."end" AND m."end" <= s."end")
      SELECT speaker, 'entity:' || entity, 'speaks_about', count(*) FROM named GROUP BY 1, 2""",
    "claims": """SELECT 'claim:' || name || ':' || id, speaker, 'said_by', 1 FROM said""",
}


def edges_by_sql(path, view):
    """(tail, head, kind) -> weight, of a view that is a projection; ``claims`` for a case without judgements."""
    with sqlite3.connect(path) as case:
        return {(tail, head, kind): float(weight) for tail, head, kind, weight in case.execute(_SAID + _EDGES[view])}


_PROVENANCE_NODES = {
    "article": "SELECT count(*) FROM article",
    "claim": "SELECT count(*) FROM claim",
    "outlet": """SELECT count(*) FROM (SELECT node FROM publisher UNION SELECT node FROM link WHERE kind = 'outlet'
      UNION SELECT 'outlet:' || o.id FROM article_outlet x JOIN outlet o ON o.version = x.outlet)""",
    "source": """SELECT count(*) FROM (SELECT node FROM link WHERE kind = 'source' UNION
      SELECT CASE WHEN belongs_to IS NULL THEN 'source:' || id ELSE 'source:' || belongs_to || ':' || id END FROM source)""",
    "entity": "SELECT count(*) FROM (SELECT id FROM entity UNION SELECT entity FROM mention)",
}
_PROVENANCE_EDGES = {
    "published": "SELECT count(*) FROM article",
    "states": "SELECT count(*) FROM claim",
    "said_by": "SELECT count(*) FROM said",
    "about": """SELECT count(*) FROM (SELECT DISTINCT c.article, c.number, m.entity FROM claim c JOIN mention m
      ON m.article = c.article AND m.start >= c.start AND m.start < c."end" AND m."end" <= c."end")""",
    "speaks_through": """SELECT count(*) FROM (
      SELECT DISTINCT l.node, k.node FROM link l JOIN link k ON k.article = l.article AND k.attribution = l.attribution
        AND k.number = (SELECT max(number) FROM link z WHERE z.article = l.article AND z.attribution = l.attribution
          AND z.number < l.number)
      WHERE l.node <> k.node AND (l.article, l.attribution) IN (
        SELECT article, attribution FROM claim WHERE attribution IS NOT NULL
        UNION SELECT article, id FROM attribution WHERE part = 'title'))""",
}


def provenance_by_sql(path):
    """Number of nodes and of edges by kind, those of none left out; for a case without judgements."""
    with sqlite3.connect(path) as case:
        return tuple(
            {kind: n for kind, query in queries.items() if (n := case.execute(_SAID + query).fetchone()[0])}
            for queries in (_PROVENANCE_NODES, _PROVENANCE_EDGES)
        )
