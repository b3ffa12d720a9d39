-- A case before words and names stood in it once only. Never regenerated: it shows that old cases still open.
PRAGMA application_id=1129073991;
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
INSERT INTO "annotation" VALUES(1,'bac330cc1f19b8cf','27f49038fb324d4e','The Cradle','2024-07-26',NULL);
INSERT INTO "annotation" VALUES(2,'bac330cc1f19b8cf','7c7f69bae3eb737d','The "Daily"',NULL,'Mayor: it is over');
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
INSERT INTO "article" VALUES(1,'60fc7d3018238250','The Cradle','2024-07-26',NULL,NULL,NULL,NULL,'60fc7d3018238250796598045cd068131d2a63f97e12218c23e5ec721433f301',2184,'from the News Desk, published on The Cradle, July 26, 2024
Rocket salvos hit the US occupation army base at Syria’s largest oil field during the early hours of 27 July, according to local sources who reported the sound of explosions in the eastern countryside of Deir Ezzor in the vicinity of Conoco oil field.
The correspondent for Sputnik in Deir Ezzor confirmed the salvos, reportedly launched by local resistance factions, “achieved direct hits.”
Following the attack, US aircraft launched raids in areas adjacent to their occupation base, targeting positions of the Syrian army’s auxiliary forces in the liberated regions northeast of the Al-Omar oil field. Local reports say the US raids also hit the Al-Joura neighborhood in the vicinity of the city of Deir Ezzor.
Saturday’s attacks mark the second time in two days that US bases have come under attack by resistance factions, after Ain al-Asad airbase, the largest US military base in Iraq, was targeted by a rocket attack late on Thursday.
According to Al Mayadeen‘s sources in western Iraq, the air base was targeted by a drone and four rockets.
Attacks on US bases in Iraq and Syria by the Islamic Resistance in Iraq (IRI) in support of Palestine came to a halt earlier this year. However, IRI leaders recently said that the armed coalition was considering renewing their operations.
Last month, the US army sent a large convoy of military reinforcements to their occupation bases in northeast Syria, as locals described that a convoy of 40 military vehicles carrying fuel tankers, medical supplies, and ammunition entered Syria from Iraq via the Al-Walid border crossing.
The US and its Kurdish proxies, known as the Syrian Democratic Forces (SDF), in 2017 conquered large swathes of northeast Syria, including its oil fields, in a mad dash to beat Damascus and its allies for control of the energy-rich region previously taken over by ISIS.
The US and its allies had previously supported ISIS and other Al-Qaeda-linked groups to topple the Syrian government of Bashar al-Assad. US planners pivoted away from supporting ISIS and toward occupying Syria directly after the Russian intervention in the conflict in late 2015.');
INSERT INTO "article" VALUES(2,'19b0faf5400fda40','The "Daily"',NULL,'Mayor: it is over',NULL,NULL,NULL,'19b0faf5400fda405769de3e22a3482434399416036b7ff1fa08ac3cd54be012',54,'“It is over,” the mayor (“Ann \ Lee”) said … and left.');
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
INSERT INTO "article_outlet" VALUES(1,0,'27f49038fb324d4e');
INSERT INTO "article_outlet" VALUES(1,1,'11a0f7b8b387f0e5');
INSERT INTO "article_outlet" VALUES(1,2,'b6fb5614084b3fa3');
INSERT INTO "article_outlet" VALUES(2,0,'7c7f69bae3eb737d');
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
INSERT INTO "attribution" VALUES(1,0,'text','ee513b50ebb354a8','claim','local sources in the eastern countryside of Deir Ezzor','local_unspecified',NULL,'["The Cradle", "local sources in the eastern countryside of Deir Ezzor"]','local sources','according to','Rocket salvos hit the US occupation army base at Syria’s largest oil field during the early hours of 27 July','indirect','asserts',NULL,'unstated',NULL,0.9,0.8);
INSERT INTO "attribution" VALUES(1,1,'text','b8be377fa436d655','claim','local sources in the eastern countryside of Deir Ezzor','local_unspecified',NULL,'["The Cradle", "local sources in the eastern countryside of Deir Ezzor"]','local sources','reported','the sound of explosions in the eastern countryside of Deir Ezzor in the vicinity of Conoco oil field','indirect','asserts',NULL,'unstated',NULL,0.9,0.8);
INSERT INTO "attribution" VALUES(1,2,'text','4060d0206b4dce2b','claim','Sputnik correspondent in Deir Ezzor','media_correspondent','Sputnik','["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor"]','The correspondent for Sputnik in Deir Ezzor','confirmed','the salvos, reportedly launched by local resistance factions, “achieved direct hits.”','mixed','confirms',NULL,'unstated',NULL,0.9,0.8);
INSERT INTO "attribution" VALUES(1,3,'text','d8fbaf3c433d0142','claim','unspecified','unspecified',NULL,'["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor", "unspecified"]','','reportedly','launched by local resistance factions','indirect','hedged','outlet','unstated','4060d0206b4dce2b',0.9,0.8);
INSERT INTO "attribution" VALUES(1,4,'text','28fceb6c25f3f76a','claim','unspecified local reports','local_unspecified',NULL,'["The Cradle", "unspecified local reports"]','Local reports','say','the US raids also hit the Al-Joura neighborhood in the vicinity of the city of Deir Ezzor','indirect','asserts',NULL,'unstated',NULL,0.9,0.8);
INSERT INTO "attribution" VALUES(1,5,'text','10a5dc429a62d2b8','claim','Al Mayadeen''s sources in western Iraq','anonymous','Al Mayadeen','["The Cradle", "Al Mayadeen", "sources in western Iraq"]','Al Mayadeen‘s sources in western Iraq','According to','the air base was targeted by a drone and four rockets','indirect','asserts',NULL,'unstated',NULL,0.9,0.8);
INSERT INTO "attribution" VALUES(1,6,'text','f610cf39f499a230','claim','leaders of the Islamic Resistance in Iraq (IRI)','official_unnamed',NULL,'["The Cradle", "leaders of the Islamic Resistance in Iraq (IRI)"]','IRI leaders','said','the armed coalition was considering renewing their operations','indirect','asserts',NULL,'unstated',NULL,0.9,0.8);
INSERT INTO "attribution" VALUES(1,7,'text','4af27f2d8316704e','claim','locals in northeast Syria','local_unspecified',NULL,'["The Cradle", "locals in northeast Syria"]','locals','described','a convoy of 40 military vehicles carrying fuel tankers, medical supplies, and ammunition entered Syria from Iraq via the Al-Walid border crossing','indirect','asserts',NULL,'unstated',NULL,0.9,0.8);
INSERT INTO "attribution" VALUES(2,0,'text','e15ce5c6f1789e05','claim','the mayor','unspecified',NULL,'["The \"Daily\"", "the mayor"]','the mayor','said','It is over','indirect','asserts',NULL,'unstated',NULL,0.9,0.8);
INSERT INTO "attribution" VALUES(2,1,'text','a2','attitude','the mayor','unspecified',NULL,'["x"]','the mayor','said','It is … over','indirect','denies',NULL,'told','e15ce5c6f1789e05',0.9,0.8);
INSERT INTO "attribution" VALUES(2,2,'text','a3','claim','the mayor','unspecified',NULL,'[]','','said','It is over','indirect','asserts',NULL,'unstated','nowhere',0.9,0.8);
INSERT INTO "attribution" VALUES(2,3,'title','t1','claim','the mayor','unspecified',NULL,'["The \"Daily\"", "the mayor"]','Mayor',':','it is over','indirect','asserts',NULL,'unstated',NULL,0.9,0.8);
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
INSERT INTO "attribution_span" VALUES(1,0,'content',0,59,167);
INSERT INTO "attribution_span" VALUES(1,0,'cue',0,169,181);
INSERT INTO "attribution_span" VALUES(1,0,'source',0,182,195);
INSERT INTO "attribution_span" VALUES(1,1,'content',0,209,309);
INSERT INTO "attribution_span" VALUES(1,1,'cue',0,200,208);
INSERT INTO "attribution_span" VALUES(1,1,'source',0,182,195);
INSERT INTO "attribution_span" VALUES(1,2,'content',0,365,450);
INSERT INTO "attribution_span" VALUES(1,2,'cue',0,355,364);
INSERT INTO "attribution_span" VALUES(1,2,'source',0,311,354);
INSERT INTO "attribution_span" VALUES(1,3,'content',0,388,425);
INSERT INTO "attribution_span" VALUES(1,3,'cue',0,377,387);
INSERT INTO "attribution_span" VALUES(1,4,'content',0,681,770);
INSERT INTO "attribution_span" VALUES(1,4,'cue',0,677,680);
INSERT INTO "attribution_span" VALUES(1,4,'source',0,663,676);
INSERT INTO "attribution_span" VALUES(1,5,'content',0,1052,1105);
INSERT INTO "attribution_span" VALUES(1,5,'cue',0,1000,1012);
INSERT INTO "attribution_span" VALUES(1,5,'source',0,1013,1050);
INSERT INTO "attribution_span" VALUES(1,6,'content',0,1283,1344);
INSERT INTO "attribution_span" VALUES(1,6,'cue',0,1273,1277);
INSERT INTO "attribution_span" VALUES(1,6,'source',0,1252,1263);
INSERT INTO "attribution_span" VALUES(1,7,'content',0,1488,1633);
INSERT INTO "attribution_span" VALUES(1,7,'cue',0,1473,1482);
INSERT INTO "attribution_span" VALUES(1,7,'source',0,1466,1472);
INSERT INTO "attribution_span" VALUES(2,0,'content',0,1,11);
INSERT INTO "attribution_span" VALUES(2,0,'cue',0,38,42);
INSERT INTO "attribution_span" VALUES(2,0,'source',0,14,23);
INSERT INTO "attribution_span" VALUES(2,1,'access_words',0,1,3);
INSERT INTO "attribution_span" VALUES(2,1,'content',0,1,6);
INSERT INTO "attribution_span" VALUES(2,1,'content',1,7,11);
INSERT INTO "attribution_span" VALUES(2,1,'cue',0,38,42);
INSERT INTO "attribution_span" VALUES(2,1,'source',0,14,23);
INSERT INTO "attribution_span" VALUES(2,2,'content',0,1,11);
INSERT INTO "attribution_span" VALUES(2,2,'cue',0,38,42);
INSERT INTO "attribution_span" VALUES(2,3,'content',0,7,17);
INSERT INTO "attribution_span" VALUES(2,3,'cue',0,5,6);
INSERT INTO "attribution_span" VALUES(2,3,'source',0,0,5);
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
INSERT INTO "chain" VALUES(1,0,'ee513b50ebb354a8',2,'["The Cradle", "local sources in the eastern countryside of Deir Ezzor"]');
INSERT INTO "chain" VALUES(1,1,'b8be377fa436d655',2,'["The Cradle", "local sources in the eastern countryside of Deir Ezzor"]');
INSERT INTO "chain" VALUES(1,2,'4060d0206b4dce2b',3,'["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor"]');
INSERT INTO "chain" VALUES(1,3,'d8fbaf3c433d0142',4,'["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor", "unspecified"]');
INSERT INTO "chain" VALUES(1,4,'28fceb6c25f3f76a',2,'["The Cradle", "unspecified local reports"]');
INSERT INTO "chain" VALUES(1,5,'10a5dc429a62d2b8',3,'["The Cradle", "Al Mayadeen", "sources in western Iraq"]');
INSERT INTO "chain" VALUES(1,6,'f610cf39f499a230',2,'["The Cradle", "leaders of the Islamic Resistance in Iraq (IRI)"]');
INSERT INTO "chain" VALUES(1,7,'4af27f2d8316704e',2,'["The Cradle", "locals in northeast Syria"]');
INSERT INTO "chain" VALUES(2,0,'e15ce5c6f1789e05',2,'["The \"Daily\"", "the mayor"]');
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
INSERT INTO "chain_link" VALUES(1,0,0,'The Cradle','outlet','the-cradle');
INSERT INTO "chain_link" VALUES(1,0,1,'local sources in the eastern countryside of Deir Ezzor','source','e321f7d4e408040f');
INSERT INTO "chain_link" VALUES(1,1,0,'The Cradle','outlet','the-cradle');
INSERT INTO "chain_link" VALUES(1,1,1,'local sources in the eastern countryside of Deir Ezzor','source','e321f7d4e408040f');
INSERT INTO "chain_link" VALUES(1,2,0,'The Cradle','outlet','the-cradle');
INSERT INTO "chain_link" VALUES(1,2,1,'Sputnik','outlet','sputnik');
INSERT INTO "chain_link" VALUES(1,2,2,'Sputnik correspondent in Deir Ezzor','source','5f0545c5f5c9776d');
INSERT INTO "chain_link" VALUES(1,3,0,'The Cradle','outlet','the-cradle');
INSERT INTO "chain_link" VALUES(1,3,1,'Sputnik','outlet','sputnik');
INSERT INTO "chain_link" VALUES(1,3,2,'Sputnik correspondent in Deir Ezzor','source','5f0545c5f5c9776d');
INSERT INTO "chain_link" VALUES(1,3,3,'unspecified','source','d2def0e17828958c');
INSERT INTO "chain_link" VALUES(1,4,0,'The Cradle','outlet','the-cradle');
INSERT INTO "chain_link" VALUES(1,4,1,'unspecified local reports','source','5541188c7a281be3');
INSERT INTO "chain_link" VALUES(1,5,0,'The Cradle','outlet','the-cradle');
INSERT INTO "chain_link" VALUES(1,5,1,'Al Mayadeen','outlet','al-mayadeen');
INSERT INTO "chain_link" VALUES(1,5,2,'sources in western Iraq','source','b9f05da3d31c0d2e');
INSERT INTO "chain_link" VALUES(1,6,0,'The Cradle','outlet','the-cradle');
INSERT INTO "chain_link" VALUES(1,6,1,'leaders of the Islamic Resistance in Iraq (IRI)','source','d2e9630dde59d546');
INSERT INTO "chain_link" VALUES(1,7,0,'The Cradle','outlet','the-cradle');
INSERT INTO "chain_link" VALUES(1,7,1,'locals in northeast Syria','source','35a34f3836d0b89e');
INSERT INTO "chain_link" VALUES(2,0,0,'The "Daily"','outlet','the-daily');
INSERT INTO "chain_link" VALUES(2,0,1,'the mayor','source','c78b505e792e082d');
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
INSERT INTO "claim" VALUES(1,0,'96cfbc4145da93ab','attributed','Rocket salvos hit the US occupation army base at Syria’s largest oil field during the early hours of 27 July','e321f7d4e408040f','local sources in the eastern countryside of Deir Ezzor','local_unspecified','asserts','["The Cradle", "local sources in the eastern countryside of Deir Ezzor"]','ee513b50ebb354a8',1,59,167,0.9);
INSERT INTO "claim" VALUES(1,1,'2ffae503c61a60f0','attributed','the sound of explosions in the eastern countryside of Deir Ezzor in the vicinity of Conoco oil field','e321f7d4e408040f','local sources in the eastern countryside of Deir Ezzor','local_unspecified','asserts','["The Cradle", "local sources in the eastern countryside of Deir Ezzor"]','b8be377fa436d655',1,209,309,0.9);
INSERT INTO "claim" VALUES(1,2,'9c7d1bd976cd3e1c','attributed','the salvos, reportedly launched by local resistance factions, “achieved direct hits.”','5f0545c5f5c9776d','Sputnik correspondent in Deir Ezzor','media_correspondent','confirms','["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor"]','4060d0206b4dce2b',2,365,450,0.9);
INSERT INTO "claim" VALUES(1,3,'ac9f56842e23bf87','attributed','launched by local resistance factions','d2def0e17828958c','unspecified','unspecified','hedged','["The Cradle", "Sputnik", "Sputnik correspondent in Deir Ezzor", "unspecified"]','d8fbaf3c433d0142',2,388,425,0.9);
INSERT INTO "claim" VALUES(1,4,'c15325fb36936f66','own_voice','Following the attack, US aircraft launched raids in areas adjacent to their occupation base, targeting positions of the Syrian army’s auxiliary forces in the liberated regions northeast of the Al-Omar oil field.','the-cradle','The Cradle',NULL,NULL,'["The Cradle"]',NULL,3,451,662,0.7);
INSERT INTO "claim" VALUES(1,5,'4a504f87b27a32fc','attributed','the US raids also hit the Al-Joura neighborhood in the vicinity of the city of Deir Ezzor','5541188c7a281be3','unspecified local reports','local_unspecified','asserts','["The Cradle", "unspecified local reports"]','28fceb6c25f3f76a',4,681,770,0.9);
INSERT INTO "claim" VALUES(1,6,'0bd9e483816cef9c','own_voice','Saturday’s attacks mark the second time in two days that US bases have come under attack by resistance factions, after Ain al-Asad airbase, the largest US military base in Iraq, was targeted by a rocket attack late on Thursday.','the-cradle','The Cradle',NULL,NULL,'["The Cradle"]',NULL,5,772,999,0.7);
INSERT INTO "claim" VALUES(1,7,'f9fcee706e16443f','attributed','the air base was targeted by a drone and four rockets','b9f05da3d31c0d2e','Al Mayadeen''s sources in western Iraq','anonymous','asserts','["The Cradle", "Al Mayadeen", "sources in western Iraq"]','10a5dc429a62d2b8',6,1052,1105,0.9);
INSERT INTO "claim" VALUES(1,8,'e6f06ce6bf3e13bf','own_voice','Attacks on US bases in Iraq and Syria by the Islamic Resistance in Iraq (IRI) in support of Palestine came to a halt earlier this year.','the-cradle','The Cradle',NULL,NULL,'["The Cradle"]',NULL,7,1107,1242,0.7);
INSERT INTO "claim" VALUES(1,9,'15336102327b3120','attributed','the armed coalition was considering renewing their operations','d2e9630dde59d546','leaders of the Islamic Resistance in Iraq (IRI)','official_unnamed','asserts','["The Cradle", "leaders of the Islamic Resistance in Iraq (IRI)"]','f610cf39f499a230',8,1283,1344,0.9);
INSERT INTO "claim" VALUES(1,10,'6f36dece2975a5cb','own_voice','Last month, the US army sent a large convoy of military reinforcements to their occupation bases in northeast Syria','the-cradle','The Cradle',NULL,NULL,'["The Cradle"]',NULL,9,1346,1461,0.7);
INSERT INTO "claim" VALUES(1,11,'ae13d993d1bdc650','attributed','a convoy of 40 military vehicles carrying fuel tankers, medical supplies, and ammunition entered Syria from Iraq via the Al-Walid border crossing','35a34f3836d0b89e','locals in northeast Syria','local_unspecified','asserts','["The Cradle", "locals in northeast Syria"]','4af27f2d8316704e',9,1488,1633,0.9);
INSERT INTO "claim" VALUES(1,12,'4f97555a192c2aec','own_voice','The US and its Kurdish proxies, known as the Syrian Democratic Forces (SDF), in 2017 conquered large swathes of northeast Syria, including its oil fields, in a mad dash to beat Damascus and its allies for control of the energy-rich region previously taken over by ISIS.','the-cradle','The Cradle',NULL,NULL,'["The Cradle"]',NULL,10,1635,1904,0.7);
INSERT INTO "claim" VALUES(1,13,'33d437e9e11e5f4e','own_voice','The US and its allies had previously supported ISIS and other Al-Qaeda-linked groups to topple the Syrian government of Bashar al-Assad.','the-cradle','The Cradle',NULL,NULL,'["The Cradle"]',NULL,11,1905,2041,0.7);
INSERT INTO "claim" VALUES(1,14,'89809e172f38e214','own_voice','US planners pivoted away from supporting ISIS and toward occupying Syria directly after the Russian intervention in the conflict in late 2015.','the-cradle','The Cradle',NULL,NULL,'["The Cradle"]',NULL,12,2042,2184,0.7);
INSERT INTO "claim" VALUES(2,0,'425ea79b8cc1e91e','attributed','It is over','c78b505e792e082d','the mayor','unspecified','asserts','["The \"Daily\"", "the mayor"]','e15ce5c6f1789e05',0,1,11,0.9);
INSERT INTO "claim" VALUES(2,1,'c9','attributed','It is over','the-daily','The "Daily"',NULL,NULL,'["The \"Daily\""]','nowhere',0,1,11,0.9);
CREATE TABLE date_finding (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	value TEXT NOT NULL, 
	finding TEXT, 
	explanations TEXT, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "date_finding" VALUES(1,0,160,167,'27 July','2024-07-27','event_after_publication','[]');
INSERT INTO "date_finding" VALUES(1,1,990,998,'Thursday','2024-07-25',NULL,'[]');
INSERT INTO "date_finding" VALUES(1,2,1346,1356,'Last month','2024-06-01/2024-06-30',NULL,'[]');
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
	part TEXT NOT NULL, 
	roles TEXT NOT NULL, 
	context TEXT, 
	digest TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	purged INTEGER NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id), 
	FOREIGN KEY(withdraws) REFERENCES decision (id)
);
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
INSERT INTO "entity" VALUES(1,0,'f991f7b7ccc26442','Deir Ezzor','place');
INSERT INTO "entity" VALUES(1,1,'faa7a70d4f9143fa','Conoco oil field','place');
INSERT INTO "entity" VALUES(1,2,'0ca00f9cf3632f64','Al-Omar oil field','place');
INSERT INTO "entity" VALUES(1,3,'ad9bcd541b841980','Islamic Resistance in Iraq','organization');
INSERT INTO "entity" VALUES(1,4,'81822af92cefede1','Al-Joura','place');
INSERT INTO "entity" VALUES(1,5,'8ed5cc457f3f7abd','Ain al-Asad','place');
INSERT INTO "entity" VALUES(1,6,'19bb073dab451630','Syrian Democratic Forces','organization');
INSERT INTO "entity" VALUES(1,7,'06975dc944ed4c87','Bashar al-Assad','person');
INSERT INTO "entity" VALUES(1,8,'78b62a59016e70ed','United States','place');
INSERT INTO "entity" VALUES(1,9,'76b4cbcecfc69ea0','Syria','place');
INSERT INTO "entity" VALUES(1,10,'9417be2d8e1d9f30','Iraq','place');
INSERT INTO "entity" VALUES(1,11,'0f72eecd2b6f2dfe','ISIS','organization');
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
CREATE TABLE link_profile (
	article INTEGER NOT NULL, 
	linker TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (article), 
	FOREIGN KEY(article) REFERENCES article (number)
);
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
INSERT INTO "mention" VALUES(1,0,81,83,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,1,108,113,'Syria','place','Syria','76b4cbcecfc69ea0',0.9);
INSERT INTO "mention" VALUES(1,2,263,273,'Deir Ezzor','place','Deir Ezzor','f991f7b7ccc26442',0.9);
INSERT INTO "mention" VALUES(1,3,293,309,'Conoco oil field','place','Conoco oil field','faa7a70d4f9143fa',0.9);
INSERT INTO "mention" VALUES(1,4,344,354,'Deir Ezzor','place','Deir Ezzor','f991f7b7ccc26442',0.9);
INSERT INTO "mention" VALUES(1,5,473,475,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,6,644,661,'Al-Omar oil field','place','Al-Omar oil field','0ca00f9cf3632f64',0.9);
INSERT INTO "mention" VALUES(1,7,685,687,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,8,707,715,'Al-Joura','place','Al-Joura','81822af92cefede1',0.9);
INSERT INTO "mention" VALUES(1,9,760,770,'Deir Ezzor','place','Deir Ezzor','f991f7b7ccc26442',0.9);
INSERT INTO "mention" VALUES(1,10,829,831,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,11,891,902,'Ain al-Asad','place','Ain al-Asad','8ed5cc457f3f7abd',0.9);
INSERT INTO "mention" VALUES(1,12,924,926,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,13,944,948,'Iraq','place','Iraq','9417be2d8e1d9f30',0.9);
INSERT INTO "mention" VALUES(1,14,1046,1050,'Iraq','place','Iraq','9417be2d8e1d9f30',0.9);
INSERT INTO "mention" VALUES(1,15,1118,1120,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,16,1130,1134,'Iraq','place','Iraq','9417be2d8e1d9f30',0.9);
INSERT INTO "mention" VALUES(1,17,1139,1144,'Syria','place','Syria','76b4cbcecfc69ea0',0.9);
INSERT INTO "mention" VALUES(1,18,1152,1178,'Islamic Resistance in Iraq','organization','Islamic Resistance in Iraq','ad9bcd541b841980',0.9);
INSERT INTO "mention" VALUES(1,19,1180,1183,'IRI','organization','Islamic Resistance in Iraq','ad9bcd541b841980',0.9);
INSERT INTO "mention" VALUES(1,20,1252,1255,'IRI','organization','Islamic Resistance in Iraq','ad9bcd541b841980',0.9);
INSERT INTO "mention" VALUES(1,21,1362,1364,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,22,1456,1461,'Syria','place','Syria','76b4cbcecfc69ea0',0.9);
INSERT INTO "mention" VALUES(1,23,1585,1590,'Syria','place','Syria','76b4cbcecfc69ea0',0.9);
INSERT INTO "mention" VALUES(1,24,1596,1600,'Iraq','place','Iraq','9417be2d8e1d9f30',0.9);
INSERT INTO "mention" VALUES(1,25,1639,1641,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,26,1680,1704,'Syrian Democratic Forces','organization','Syrian Democratic Forces','19bb073dab451630',0.9);
INSERT INTO "mention" VALUES(1,27,1706,1709,'SDF','organization','Syrian Democratic Forces','19bb073dab451630',0.9);
INSERT INTO "mention" VALUES(1,28,1757,1762,'Syria','place','Syria','76b4cbcecfc69ea0',0.9);
INSERT INTO "mention" VALUES(1,29,1899,1903,'ISIS','organization','ISIS','0f72eecd2b6f2dfe',0.9);
INSERT INTO "mention" VALUES(1,30,1909,1911,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,31,1952,1956,'ISIS','organization','ISIS','0f72eecd2b6f2dfe',0.9);
INSERT INTO "mention" VALUES(1,32,2025,2040,'Bashar al-Assad','person','Bashar al-Assad','06975dc944ed4c87',0.9);
INSERT INTO "mention" VALUES(1,33,2042,2044,'US','place','United States','78b62a59016e70ed',0.9);
INSERT INTO "mention" VALUES(1,34,2083,2087,'ISIS','organization','ISIS','0f72eecd2b6f2dfe',0.9);
INSERT INTO "mention" VALUES(1,35,2109,2114,'Syria','place','Syria','76b4cbcecfc69ea0',0.9);
CREATE TABLE migration (
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "migration" VALUES(1,'first_schema');
INSERT INTO "migration" VALUES(3,'log_decisions');
INSERT INTO "migration" VALUES(4,'link_profile');
INSERT INTO "migration" VALUES(5,'date_explanations');
INSERT INTO "migration" VALUES(6,'describe_sources');
CREATE TABLE original (
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	compression TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
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
INSERT INTO "outlet" VALUES('11a0f7b8b387f0e5','sputnik','Sputnik',1,'agency','RU',NULL,'Rossiya Segodnya',NULL,NULL,'state-owned','RU',NULL,'[]','[]',NULL,NULL,NULL,'[]','{"owner": ["wikidata"], "state": ["curated"], "country": ["curated"]}');
INSERT INTO "outlet" VALUES('27f49038fb324d4e','the-cradle','The Cradle',1,'digital',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'["en"]','[]',NULL,NULL,NULL,'[]','{"kind": ["curated"]}');
INSERT INTO "outlet" VALUES('7c7f69bae3eb737d','the-daily','The "Daily"',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]','[]',NULL,NULL,NULL,'[]','{}');
INSERT INTO "outlet" VALUES('b6fb5614084b3fa3','al-mayadeen','Al Mayadeen',1,'tv','LB',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]','[]',NULL,NULL,NULL,'[]','{"country": ["curated"]}');
CREATE TABLE reading (
	article INTEGER NOT NULL, 
	run TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (article, run), 
	FOREIGN KEY(article) REFERENCES article (number), 
	FOREIGN KEY(run) REFERENCES run (id)
);
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
INSERT INTO "sentence" VALUES(1,0,0,58,'not_a_claim',0.9,'from the News Desk, published on The Cradle, July 26, 2024');
INSERT INTO "sentence" VALUES(1,1,59,310,'attributed',0.9,'Rocket salvos hit the US occupation army base at Syria’s largest oil field during the early hours of 27 July, according to local sources who reported the sound of explosions in the eastern countryside of Deir Ezzor in the vicinity of Conoco oil field.');
INSERT INTO "sentence" VALUES(1,2,311,450,'attributed',0.9,'The correspondent for Sputnik in Deir Ezzor confirmed the salvos, reportedly launched by local resistance factions, “achieved direct hits.”');
INSERT INTO "sentence" VALUES(1,3,451,662,'own_voice',0.9,'Following the attack, US aircraft launched raids in areas adjacent to their occupation base, targeting positions of the Syrian army’s auxiliary forces in the liberated regions northeast of the Al-Omar oil field.');
INSERT INTO "sentence" VALUES(1,4,663,771,'attributed',0.9,'Local reports say the US raids also hit the Al-Joura neighborhood in the vicinity of the city of Deir Ezzor.');
INSERT INTO "sentence" VALUES(1,5,772,999,'own_voice',0.9,'Saturday’s attacks mark the second time in two days that US bases have come under attack by resistance factions, after Ain al-Asad airbase, the largest US military base in Iraq, was targeted by a rocket attack late on Thursday.');
INSERT INTO "sentence" VALUES(1,6,1000,1106,'attributed',0.9,'According to Al Mayadeen‘s sources in western Iraq, the air base was targeted by a drone and four rockets.');
INSERT INTO "sentence" VALUES(1,7,1107,1242,'own_voice',0.9,'Attacks on US bases in Iraq and Syria by the Islamic Resistance in Iraq (IRI) in support of Palestine came to a halt earlier this year.');
INSERT INTO "sentence" VALUES(1,8,1243,1345,'attributed',0.9,'However, IRI leaders recently said that the armed coalition was considering renewing their operations.');
INSERT INTO "sentence" VALUES(1,9,1346,1634,'attributed',0.9,'Last month, the US army sent a large convoy of military reinforcements to their occupation bases in northeast Syria, as locals described that a convoy of 40 military vehicles carrying fuel tankers, medical supplies, and ammunition entered Syria from Iraq via the Al-Walid border crossing.');
INSERT INTO "sentence" VALUES(1,10,1635,1904,'own_voice',0.9,'The US and its Kurdish proxies, known as the Syrian Democratic Forces (SDF), in 2017 conquered large swathes of northeast Syria, including its oil fields, in a mad dash to beat Damascus and its allies for control of the energy-rich region previously taken over by ISIS.');
INSERT INTO "sentence" VALUES(1,11,1905,2041,'own_voice',0.9,'The US and its allies had previously supported ISIS and other Al-Qaeda-linked groups to topple the Syrian government of Bashar al-Assad.');
INSERT INTO "sentence" VALUES(1,12,2042,2184,'own_voice',0.9,'US planners pivoted away from supporting ISIS and toward occupying Syria directly after the Russian intervention in the conflict in late 2015.');
INSERT INTO "sentence" VALUES(2,0,0,54,'attributed',0.9,'“It is over,” the mayor (“Ann \ Lee”) said … and left.');
CREATE TABLE source (
	article INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	type TEXT NOT NULL, 
	outlet TEXT, 
	belongs_to TEXT, 
	confidence FLOAT NOT NULL, 
	head TEXT, 
	office TEXT, 
	place TEXT, 
	reason TEXT, 
	plural INTEGER, 
	number_told INTEGER, 
	PRIMARY KEY (article, number), 
	FOREIGN KEY(article) REFERENCES article (number)
)
 WITHOUT ROWID

;
INSERT INTO "source" VALUES(1,0,'e321f7d4e408040f','local sources in the eastern countryside of Deir Ezzor','local_unspecified',NULL,'60fc7d3018238250',0.8,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES(1,1,'5f0545c5f5c9776d','Sputnik correspondent in Deir Ezzor','media_correspondent','Sputnik','60fc7d3018238250',0.8,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES(1,2,'d2def0e17828958c','unspecified','unspecified',NULL,'60fc7d3018238250',0.8,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES(1,3,'5541188c7a281be3','unspecified local reports','local_unspecified',NULL,'60fc7d3018238250',0.8,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES(1,4,'b9f05da3d31c0d2e','Al Mayadeen''s sources in western Iraq','anonymous','Al Mayadeen','60fc7d3018238250',0.8,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES(1,5,'d2e9630dde59d546','leaders of the Islamic Resistance in Iraq (IRI)','official_unnamed',NULL,'60fc7d3018238250',0.8,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES(1,6,'35a34f3836d0b89e','locals in northeast Syria','local_unspecified',NULL,'60fc7d3018238250',0.8,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES(2,0,'c78b505e792e082d','the mayor','unspecified',NULL,'19b0faf5400fda40',0.8,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE tombstone (
	number INTEGER NOT NULL, 
	article TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	originals TEXT NOT NULL, 
	at TEXT NOT NULL, 
	person TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (sha256), 
	FOREIGN KEY(decision) REFERENCES decision (id)
);
CREATE INDEX article_date ON article (date);
CREATE INDEX article_sha256 ON article (sha256);
CREATE INDEX article_url ON article (url);
CREATE INDEX outlet_id ON outlet (id);
CREATE INDEX link_b ON link (b_article, b_claim);
CREATE INDEX link_a ON link (a_article, a_claim);
CREATE INDEX decision_article ON decision (article_sha256);
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_source_type ON claim (source_type);
CREATE INDEX claim_source ON claim (source);
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
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision WHEN NOT coalesce((EXISTS (SELECT 1 FROM tombstone
    WHERE sha256 = OLD.article_sha256 OR instr(OLD.after, sha256) OR instr(OLD.before, sha256)) AND NEW.purged = 1 AND OLD.role <> 'purge' AND NEW.digest = OLD.digest AND NEW.hash = OLD.hash
    AND NEW.id = OLD.id AND NEW.number = OLD.number AND NEW.person = OLD.person AND NEW.at = OLD.at), 0) BEGIN SELECT RAISE(ABORT, 'a decision is never changed or deleted; add another'); END;
CREATE TRIGGER decision_is_never_deleted BEFORE DELETE ON decision WHEN NOT coalesce(0, 0) BEGIN SELECT RAISE(ABORT, 'a decision is never changed or deleted; add another'); END;
CREATE TRIGGER decision_is_never_replaced BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id OR number = NEW.number) BEGIN SELECT RAISE(ABORT, 'a decision is never changed or deleted; add another'); END;
CREATE TRIGGER link_is_never_changed BEFORE UPDATE ON link WHEN NOT coalesce(0, 0) BEGIN SELECT RAISE(ABORT, 'a link is never changed or deleted; add another'); END;
CREATE TRIGGER link_is_never_deleted BEFORE DELETE ON link WHEN NOT coalesce(EXISTS (SELECT 1 FROM tombstone WHERE article IN (OLD.a_article, OLD.b_article)), 0) BEGIN SELECT RAISE(ABORT, 'a link is never changed or deleted; add another'); END;
CREATE TRIGGER link_is_never_replaced BEFORE INSERT ON link WHEN EXISTS (SELECT 1 FROM link WHERE id = NEW.id OR number = NEW.number) BEGIN SELECT RAISE(ABORT, 'a link is never changed or deleted; add another'); END;
COMMIT;
