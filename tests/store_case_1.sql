-- A case as the first schema wrote it. Never regenerated: it shows that old cases still open.
PRAGMA application_id = 1129073991;
BEGIN TRANSACTION;
CREATE TABLE annotation (
	article INTEGER NOT NULL, 
	run TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	outlet TEXT, 
	date TEXT, 
	title TEXT, 
	PRIMARY KEY (article), 
	FOREIGN KEY(article) REFERENCES article (number), 
	FOREIGN KEY(run) REFERENCES run (id), 
	FOREIGN KEY(publisher) REFERENCES outlet (version)
);
INSERT INTO "annotation" VALUES(1,'bac330cc1f19b8cf','e87da61511b375fe','The Daily','2024-01-02','Fire at the mill');
CREATE TABLE article (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	outlet TEXT, 
	date TEXT, 
	title TEXT, 
	author TEXT, 
	url TEXT, 
	language TEXT, 
	sha256 TEXT NOT NULL, 
	characters INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id)
);
INSERT INTO "article" VALUES(1,'1889460f06680458','The Daily','2024-01-02','Fire at the mill',NULL,'https://daily.example/fire',NULL,'1889460f06680458548ee72d66ef6cddf1841b714f031f2683110162015735cb',63,'Two men were hurt, police said. The mill burned down on Monday.');
CREATE TABLE article_original (
	article INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	PRIMARY KEY (article, sha256), 
	FOREIGN KEY(article) REFERENCES article (number), 
	FOREIGN KEY(sha256) REFERENCES original (sha256)
)
 WITHOUT ROWID

;
INSERT INTO "article_original" VALUES(1,'3e6f3452c60cc7e135897275c2b75a9fb6184b7066df73ffb88cb81b5554ae77','fire.txt','text/plain');
CREATE TABLE article_outlet (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	outlet TEXT NOT NULL, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number), 
	FOREIGN KEY(outlet) REFERENCES outlet (version)
)
 WITHOUT ROWID

;
INSERT INTO "article_outlet" VALUES(1,0,'e87da61511b375fe');
CREATE TABLE attribution (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	part TEXT NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	source_name TEXT NOT NULL, 
	source_type TEXT NOT NULL, 
	source_outlet TEXT, 
	chain TEXT NOT NULL, 
	source_text TEXT NOT NULL, 
	cue_text TEXT NOT NULL, 
	content_text TEXT NOT NULL, 
	quotation TEXT NOT NULL, 
	stance TEXT NOT NULL, 
	hedge_holder TEXT, 
	access TEXT NOT NULL, 
	parent TEXT, 
	confidence FLOAT NOT NULL, 
	source_confidence FLOAT NOT NULL, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "attribution" VALUES(1,0,'text','350b3a27e13d98a6','claim','police','named_organization',NULL,'["The Daily", "police"]','police','said','Two men were hurt','indirect','asserts',NULL,'unstated',NULL,0.9,0.8);
CREATE TABLE attribution_span (
	article INTEGER NOT NULL, 
	attribution INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	PRIMARY KEY (article, attribution, role, number), 
	FOREIGN KEY(article, attribution) REFERENCES attribution (article, number)
)
 WITHOUT ROWID

;
INSERT INTO "attribution_span" VALUES(1,0,'content',0,0,17);
INSERT INTO "attribution_span" VALUES(1,0,'cue',0,26,30);
INSERT INTO "attribution_span" VALUES(1,0,'source',0,19,25);
CREATE TABLE chain (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	attribution TEXT NOT NULL, 
	length INTEGER NOT NULL, 
	names TEXT NOT NULL, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "chain" VALUES(1,0,'350b3a27e13d98a6',2,'["The Daily", "police"]');
CREATE TABLE chain_link (
	article INTEGER NOT NULL, 
	chain INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	node TEXT NOT NULL, 
	PRIMARY KEY (article, chain, number), 
	FOREIGN KEY(article, chain) REFERENCES chain (article, number)
)
 WITHOUT ROWID

;
INSERT INTO "chain_link" VALUES(1,0,0,'The Daily','outlet','the-daily');
INSERT INTO "chain_link" VALUES(1,0,1,'police','source','7a86b09357addadb');
CREATE TABLE claim (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	source TEXT, 
	source_name TEXT NOT NULL, 
	source_type TEXT, 
	stance TEXT, 
	chain TEXT NOT NULL, 
	attribution TEXT, 
	sentence INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	confidence FLOAT NOT NULL, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "claim" VALUES(1,0,'293d731a8dd524b3','attributed','Two men were hurt','7a86b09357addadb','police','named_organization','asserts','["The Daily", "police"]','350b3a27e13d98a6',0,0,17,0.9);
INSERT INTO "claim" VALUES(1,1,'918b4b980f84d236','own_voice','The mill burned down on Monday.','the-daily','The Daily',NULL,NULL,'["The Daily"]',NULL,1,32,63,0.7);
CREATE TABLE date_finding (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	value TEXT NOT NULL, 
	finding TEXT, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "date_finding" VALUES(1,0,56,62,'Monday','2024-01-01',NULL);
CREATE TABLE decision (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	person TEXT NOT NULL, 
	at TEXT NOT NULL, 
	article_sha256 TEXT NOT NULL, 
	role TEXT NOT NULL, 
	spans TEXT NOT NULL, 
	quoted TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	withdraws TEXT, 
	PRIMARY KEY (number), 
	UNIQUE (id), 
	FOREIGN KEY(withdraws) REFERENCES decision (id)
);
INSERT INTO "decision" VALUES(1,'d1','Ann','2024-08-01T10:00:00+02:00','1889460f06680458548ee72d66ef6cddf1841b714f031f2683110162015735cb','source','[[19, 25]]','police','"police"','"the police"',NULL);
CREATE TABLE entity (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	type TEXT NOT NULL, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "entity" VALUES(1,0,'cc6e7617f4ee191b','mill','place');
CREATE TABLE link (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	relation TEXT NOT NULL, 
	slot TEXT, 
	score FLOAT NOT NULL, 
	reason TEXT NOT NULL, 
	judge TEXT NOT NULL, 
	a_article TEXT NOT NULL, 
	a_claim TEXT NOT NULL, 
	b_article TEXT NOT NULL, 
	b_claim TEXT NOT NULL, 
	a_start INTEGER NOT NULL, 
	a_end INTEGER NOT NULL, 
	b_start INTEGER NOT NULL, 
	b_end INTEGER NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id)
);
INSERT INTO "link" VALUES(1,'3a9d0db4226de829','same',NULL,0.9,'the same words','bac330cc1f19b8cf','1889460f06680458','293d731a8dd524b3','1889460f06680458','918b4b980f84d236',0,17,32,63);
CREATE TABLE mention (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	entity TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "mention" VALUES(1,0,36,40,'mill','place','mill','cc6e7617f4ee191b',0.9);
CREATE TABLE migration (
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "migration" VALUES(1,'first_schema');
CREATE TABLE original (
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	compression TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "original" VALUES('3e6f3452c60cc7e135897275c2b75a9fb6184b7066df73ffb88cb81b5554ae77',252,'zlib',X'789CD5CBD10D80300805C055DE00A69BF8C70255484A42C1A00D717BE7F0FE8F2A30C5519282B1F2D97085E929B8BB72030DC154331C2B5D181CE508C71ECEFD6DF4E7FE0104BE5905');
CREATE TABLE outlet (
	version TEXT NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	tier INTEGER, 
	kind TEXT, 
	country TEXT, 
	region TEXT, 
	owner TEXT, 
	owner_as_of TEXT, 
	affiliation TEXT, 
	state_relation TEXT, 
	state_of TEXT, 
	state_media_label TEXT, 
	languages TEXT NOT NULL, 
	domains TEXT NOT NULL, 
	wikidata TEXT, 
	parent TEXT, 
	note TEXT, 
	aliases TEXT NOT NULL, 
	facts_from TEXT NOT NULL, 
	PRIMARY KEY (version)
)
 WITHOUT ROWID

;
INSERT INTO "outlet" VALUES('e87da61511b375fe','the-daily','The Daily',NULL,'newspaper','GB',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]','[]',NULL,NULL,NULL,'[]','{"country": ["curated"]}');
CREATE TABLE run (
	id TEXT NOT NULL, 
	annotator TEXT NOT NULL, 
	version TEXT NOT NULL, 
	settings TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "run" VALUES('bac330cc1f19b8cf','hand','1','{}');
CREATE TABLE sentence (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "sentence" VALUES(1,0,0,31,'attributed',0.9,'Two men were hurt, police said.');
INSERT INTO "sentence" VALUES(1,1,32,63,'own_voice',0.9,'The mill burned down on Monday.');
CREATE TABLE source (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	type TEXT NOT NULL, 
	outlet TEXT, 
	belongs_to TEXT, 
	confidence FLOAT NOT NULL, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "source" VALUES(1,0,'7a86b09357addadb','police','named_organization',NULL,NULL,0.8);
CREATE INDEX article_sha256 ON article (sha256);
CREATE INDEX article_url ON article (url);
CREATE INDEX article_date ON article (date);
CREATE INDEX outlet_id ON outlet (id);
CREATE INDEX link_b ON link (b_article, b_claim);
CREATE INDEX link_a ON link (a_article, a_claim);
CREATE INDEX decision_article ON decision (article_sha256);
CREATE INDEX claim_source ON claim (source);
CREATE INDEX claim_source_type ON claim (source_type);
CREATE INDEX claim_id ON claim (id);
CREATE VIEW article_version AS
       SELECT url, row_number() OVER (PARTITION BY url ORDER BY number) AS version,
              count(*) OVER (PARTITION BY url) AS versions, id, date, title, sha256, characters
       FROM article WHERE url IS NOT NULL;
CREATE VIEW who_said_what AS
       SELECT article.id AS article, outlet.name AS outlet, article.date, claim.kind, claim.source_name,
              claim.source_type, claim.stance, claim.chain, claim.text AS claim, claim.confidence
       FROM claim JOIN article ON article.number = claim.article
       JOIN annotation ON annotation.article = article.number JOIN outlet ON outlet.version = annotation.publisher
       ORDER BY claim.article, claim.number;
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never changed or deleted; add another'); END;
CREATE TRIGGER decision_is_never_deleted BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never changed or deleted; add another'); END;
CREATE TRIGGER decision_is_never_replaced BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id OR number = NEW.number) BEGIN SELECT RAISE(ABORT, 'a decision is never changed or deleted; add another'); END;
CREATE TRIGGER link_is_never_changed BEFORE UPDATE ON link BEGIN SELECT RAISE(ABORT, 'a link is never changed or deleted; add another'); END;
CREATE TRIGGER link_is_never_deleted BEFORE DELETE ON link BEGIN SELECT RAISE(ABORT, 'a link is never changed or deleted; add another'); END;
CREATE TRIGGER link_is_never_replaced BEFORE INSERT ON link WHEN EXISTS (SELECT 1 FROM link WHERE id = NEW.id OR number = NEW.number) BEGIN SELECT RAISE(ABORT, 'a link is never changed or deleted; add another'); END;
COMMIT;
