"""Word lists and sentence patterns of our own for augmentation: the ways in which world news names its sources.

``{slot}`` is filled from the list of that name; a slot of ``ENTITY_SLOTS`` becomes an entity of the type given there.
"""

from __future__ import annotations

__all__ = ["ENTITY_SLOTS", "PATTERNS", "SLOTS"]

ENTITY_SLOTS = {"place": "place", "person": "person", "org": "organization", "outlet": "organization"}

_FIRST = "Ahmed Karim Layla Omar Nadia Yusuf Farida Tariq Samir Huda Olena Dmytro Sergei Irina Viktor Milica Goran Anton Mei Wei Haruto Yuki Min-jun Priya Arjun Rahul Fatima Ngozi Chidi Amina Kofi Thabo Lerato Carlos Lucia Mateo Ines Joao Pierre Claire Hans Greta Lars Ingrid Fiona Callum Rhys Sinead Emma Jack Grace Noor Rania Bashir Khalil".split()
_LAST = "al-Rashid al-Khatib Haddad Nasser Mansour Qasim el-Sayed Abdulrahman Kovalenko Shevchuk Petrov Volkova Sokolov Jovanovic Markovic Novak Horvat Zhang Liu Chen Tanaka Sato Kim Park Sharma Patel Khan Siddiqui Okafor Adeyemi Mensah Dlamini Nkosi Mokoena Garcia Fernandez Silva Costa Moreau Lefevre Schmidt Weber Nilsson Larsen Campbell MacLeod Davies Hughes O'Brien Byrne Walker Bennett ben-Ami Levi Yilmaz Demir Hosseini Karimi Tadesse Bekele".split()

SLOTS: dict[str, tuple[str, ...]] = {
    "first": tuple(_FIRST),
    "last": tuple(_LAST),
    "place": tuple(
        "Aleppo;Idlib;Homs;Raqqa;Hasakah;Mosul;Basra;Kirkuk;Erbil;Sidon;Tripoli;Nablus;Jenin;Rafah;Khan Younis;Haifa;Amman;Sanaa;Aden;Hodeidah;Taiz;Khartoum;"
        "Omdurman;Mekelle;Mogadishu;Goma;Bamako;Niamey;Maiduguri;Lagos;Nairobi;Kampala;Harare;Durban;Kharkiv;Kherson;Odesa;Mariupol;Sumy;Donetsk;Belgorod;Rostov;"
        "Minsk;Tbilisi;Yerevan;Baku;Ganja;Kabul;Kandahar;Herat;Peshawar;Quetta;Lahore;Srinagar;Dhaka;Yangon;Mandalay;Manila;Jakarta;Hanoi;Taipei;Busan;Osaka;Lima;"
        "Bogota;Caracas;Quito;La Paz;Port-au-Prince;Tijuana;Leeds;Bristol;Glasgow;Cardiff;Lyon;Marseille;Seville;Turin;Dresden;Gdansk;Thessaloniki;Sarajevo;Pristina;"
        "western Iraq;northern Gaza;southern Lebanon;eastern Ghouta;the Donbas;North Kivu;Tigray;Darfur;Kashmir;the West Bank;the port city of Latakia;al-Bab;Tal Rifaat".split(";")
    ),
    "demonym": tuple("Syrian;Iraqi;Iranian;Israeli;Lebanese;Turkish;Russian;Ukrainian;Yemeni;Saudi;Egyptian;Sudanese;Ethiopian;Nigerian;Kenyan;Afghan;Pakistani;Indian;Chinese;Japanese;South Korean;British;French;German;Polish;Serbian;Palestinian;Kurdish;US;American;European;Venezuelan;Mexican".split(";")),
    "capital": tuple("Moscow;Tehran;Damascus;Beijing;Ankara;Kyiv;Riyadh;Cairo;Tel Aviv;Washington;London;Paris;Berlin;Pyongyang;Seoul;Islamabad;New Delhi;Baghdad;the Kremlin;the White House;the Pentagon;Downing Street;Brussels".split(";")),
    "org": tuple(
        "Hezbollah;Hamas;the Houthis;the Red Crescent;the World Health Organization;the United Nations;UNICEF;Amnesty International;Human Rights Watch;the Syrian Democratic Forces;"
        "the Syrian Observatory for Human Rights;the Islamic Resistance;the Popular Mobilization Forces;the Rapid Support Forces;NATO;the African Union;the European Commission;the Arab League;"
        "Gazprom;the World Bank;the Justice Party;the Northern Alliance;the Wagner Group;the Defence Ministry;the Interior Ministry;the Foreign Ministry;the Health Ministry;the Border Guard;"
        "Doctors Without Borders;the Teachers' Union;the High Court;the Met Office;the Metropolitan Police;the Coast Guard;the Institute for Marine Science;Oxfam;the White Helmets".split(";")
    ),
    "outlet": tuple(
        "Reuters;AFP;the Associated Press;TASS;RIA Novosti;Interfax;Xinhua;Anadolu;SANA;IRNA;Fars;Tasnim;Press TV;Al Jazeera;Al Arabiya;Al Manar;Al Mayadeen;Sky News;the BBC;CNN;"
        "Sputnik;RT;Haaretz;Ynet;Channel 12;Kan radio;Rudaw;Kurdistan 24;Shafaq News;Al-Akhbar;An-Nahar;the Daily Star;Yonhap;Kyodo;NHK;Dawn;Geo News;The Hindu;NDTV;the Guardian;"
        "the Times;Le Monde;Der Spiegel;Bild;Corriere della Sera;El Pais;Politico;Bloomberg;the Wall Street Journal;Radio Free Europe;Ukrinform;Suspilne;Nova TV;Delta Radio;the Evening Post;News Four".split(";")
    ),
    "age": tuple(str(n) for n in range(19, 78, 3)),
    "n": tuple("two;three;five;seven;nine;11;14;20;23;30;40;57;60;a dozen;several;dozens of;at least 15;more than 100".split(";")),
    "job": tuple("nurse;doctor;teacher;farmer;shopkeeper;taxi driver;fisherman;student;paramedic;baker;lawyer;mechanic;journalist;aid worker;mother of three;retired miner".split(";")),
    "official": tuple("official;security official;defence official;government official;diplomat;intelligence officer;army officer;police officer;aide;minister;lawmaker;commander;spokesman;spokeswoman".split(";")),
    "officials": tuple("officials;security officials;defence officials;diplomats;lawmakers;authorities;police;prosecutors;commanders;investigators;doctors;rescuers;leaders".split(";")),
    "day": tuple("Monday;Tuesday;Wednesday;Thursday;Friday;Saturday;Sunday".split(";")),
    "month": tuple("January;February;March;April;May;June;July;August;September;October;November;December".split(";")),
    "source": tuple(
        "the correspondent for {outlet} in {place};{outlet}'s correspondent in {place};a {outlet} correspondent;the {outlet} reporter;a reporter for {outlet};a {outlet} stringer in {place};"
        "{outlet}'s sources in {place};{outlet} sources;local sources;local sources in {place};sources in {place};sources;a source;informed sources;well-informed sources;"
        "local reports;reports;media reports;unconfirmed reports;initial reports;reports from {place};locals;residents;residents of {place};local residents;witnesses;eyewitnesses;a witness;two witnesses;"
        "a resident of {place};villagers;activists;opposition activists;medical sources;a medical source;a medical source in {place};hospital sources;a security source;security sources;"
        "a military source;military sources in {place};a source close to {org};a source in {org};a person familiar with the matter;two people with knowledge of the talks;"
        "a {official};a {demonym} {official};a senior {demonym} {official};an unnamed {official};a {official} who asked not to be named;an official speaking on condition of anonymity;"
        "{demonym} {officials};{demonym} {officials} in {place};local {officials};{place} {officials};the {demonym} army;the {demonym} foreign ministry;the {demonym} government;the {demonym} embassy in {place};"
        "{capital};{demonym} state media;state television;{demonym} state television;the official news agency {outlet};the {demonym} news agency {outlet};{outlet};{outlet};{outlet};"
        "{person};{person};{person}, a spokesman for {org};{org} spokesman {person};{person}, {age}, a {job};{person}, a {job} in {place};the governor of {place}, {person};{demonym} {official} {person};"
        "{org};{org};{org} leaders;{org} officials;a {org} statement;a statement by {org};a report by {org};a letter seen by {outlet};court documents;satellite images;the ministry;the army;the group;the company;"
        "the movement;the channel;the agency;the newspaper;the network;the statement;the report;a nurse;a {job};a {job} in {place};he;she;they;one of them;another resident;others;"
        "the mayor of {place};police in {place};{place} police;the general staff;the court;the hospital;scientists;researchers at {org};a study by {org};the study's authors;analysts".split(";")
    ),
    "saying": tuple(
        "said;said;said;said;said;said;say;says;reported;reported;confirmed;stated;announced;claimed;added;noted;alleged;warned;insisted;revealed;declared;disclosed;acknowledged;described;"
        "explained;stressed;asserted;has said;also said;recently said;later said;have said;had said;also reported;later confirmed;denied;maintained;indicated;estimated;told reporters;testified;"
        "hinted;suggested;pointed out;reiterated;affirmed;underlined;wrote;posted;informed;reports;confirms;claims".split(";")
    ),
    "adverb": tuple("reportedly;allegedly;purportedly;apparently;supposedly".split(";")),
    "thing": tuple("the salvos;the strike;the rockets;the drones;the convoy;the blast;the fire;the shipment;the barges;the tunnel;the attack;the raid;the leak;the protest;the shells;the vessel;the clashes;the warehouse;the trucks;the flight".split(";")),
    "done": tuple(
        "launched by {group};carried out by {group};fired from {place};sent by {group};organised by {group};ordered by {org};bought with money from {org};smuggled in from {place};"
        "set by {group};planned by {group};backed by {org};intended for {group};caused by a gas leak;aimed at {place}".split(";")
    ),
    "group": tuple("smugglers;militants;local fighters;rebels;armed men;{demonym} forces;unknown gunmen;a local militia;{org};settlers;pirates;criminals;{demonym}-backed groups;tribal fighters".split(";")),
    "happened": tuple(
        "had killed {n} people;had been sunk;had reached {place};hit {n} targets;wounded {n} people near {place};caused heavy damage;had been stopped near {place};destroyed {n} vehicles;missed its target;"
        "had cut the road to {place};struck a base outside {place};left {n} families without power;was shot down over {place};had begun on {day};ended late on {day}".split(";")
    ),
    "noise": tuple(
        "the sound of explosions in {place};heavy shelling near {place};{n} casualties;clashes on the outskirts of {place};smoke over {place};an exchange of fire in {place};"
        "the arrival of {n} trucks in {place};power cuts across {place};the death of {n} people;gunfire near the airport of {place};the arrest of {n} men".split(";")
    ),
    "when": tuple("on {day};late on {day};early on {day};on {day} evening;this week;earlier;last month;in a statement;in a statement on {day};by telephone;at a news conference;on Telegram;on condition of anonymity".split(";")),
    "event": tuple(
        "a drone strike hit a fuel depot near {place} {when};{n} soldiers were killed in an ambush outside {place};the road between {place} and {place} was closed;{n} people were arrested in {place};"
        "a convoy of {n} trucks carrying medical supplies entered {place};{thing} {happened};{org} had withdrawn from {place};a bridge near {place} collapsed {when};the base in {place} was attacked with rockets and {n} drones;"
        "{n} houses were burned in {place};talks in {place} would resume {when};{thing} {happened};the aircraft landed safely in {place};the two sides had agreed on a truce;prices in {place} had doubled;{demonym} forces were considering new operations;"
        "{person} had left {place} for {place};the suspect was taken to a hospital in {place}".split(";")
    ),
    "citing": tuple("citing;quoting;citing;referring to".split(";")),
    "reporting": tuple("reported;said;wrote;reports;revealed;reported {when}".split(";")),
}

PATTERNS: tuple[tuple[float, str], ...] = (
    # S source, Q cue, C content (the sentence that is rewritten); A and B relations of the outer, I of the inner layer
    (5, "<AS:{source}> <AQ:{saying}> that <AC:c>."),
    (3, "<AS:{source}> <AQ:{saying}> <AC:c>."),
    (3, "<AS:{source}> <AQ:said> {when} that <AC:c>."),
    (6, "<AC:C>, <AS:{source}> <AQ:{saying}>."),
    (2, "<AC:C>, <AQ:said> <AS:{source}>."),
    (2, "<AC:C>, <AS:{source}> <AQ:said> {when}."),
    (4, "<AQ:According to> <AS:{source}>, <AC:c>."),
    (4, "<AC:C>, <AQ:according to> <AS:{source}>."),
    (3, "<AS:{source}> <AQ:told> {outlet} that <AC:c>."),
    (2, "<AC:C>, <AS:{source}> <AQ:told> {outlet}."),
    (2, "<AS:{outlet}> <AQ:{reporting}>, <IQ:{citing}> <IS:{source}>, that <AC+IC:c>."),
    (2, "<AC+IC:C>, <AS:{outlet}> <AQ:reported>, <IQ:{citing}> <IS:{source}>."),
    (1, "<IQ:Citing> <IS:{source}>, <AS:{outlet}> <AQ:reported> that <AC+IC:c>."),
    (1, "<AC+IC:C>, <AS:{outlet}> <AQ:quoted> <IS:{source}> as <IQ:saying>."),
    (1, "<AS:{outlet}> <AQ:quoted> <IS:{source}> as <IQ:saying> that <AC+IC:c>."),
    (2, "<AC:C>, <AQ:according to> <AS+BS:{source}> who <BQ:{saying}> <BC:{noise}>."),
    (2, "<AC:C>, <AS+BS:{source}> <AQ:{saying}>, <BQ:adding> that <BC:{event}>."),
    (2, "<AC:C>, <AS:{source}> <AQ:said>, while <BS:{source}> <BQ:{saying}> that <BC:{event}>."),
    (3, "<C>, as <AS:{source}> <AQ:{saying}> that <AC:{event}>."),
    (1, "<C>, after <AS:{source}> <AQ:{saying}> <AC:{event}>."),
    (3, "<AS:{source}> <AQ:{saying}> <AC:{thing}, ><AC+IQ:{adverb}><AC: ><AC+IC:{done}><AC:, {happened}>."),
    (2, "<AS:{source}> <AQ:{saying}> <AC:{event}>."),
    (2, "<AC:{Event}>, <AS:{source}> <AQ:{saying}>."),
    (1, "{Thing}, <AQ:{adverb}> <AC:{done}>, {happened}."),
    (2, "“<AC:C>,” <AS:{source}> <AQ:said>."),
    (1, "“<AC:C>,” <AS:{source}> <AQ:told> {outlet}."),
    (1, "<AS:{source}>: “<AC:C>.”"),
    (1, "<AS:{source}> <AQ:{saying}> that <AC:c>, <BQ:per> <BS:{source}>."),
)
"""(weight, pattern). Pieces in angle brackets carry roles; ``c`` and ``C`` are the old sentence, without and with its capital."""
