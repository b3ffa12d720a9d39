"""English: words by which claims of different articles are compared. Data only; all entries are lower case."""

from __future__ import annotations

from typing import Final

__all__ = ["LINK_AMOUNTS", "LINK_BOUNDS", "LINK_NAMES", "LINK_WORDS"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LINK_NAMES: Final[dict[tuple[str, str], str]] = {("islamic", "state"): "isis"}

LINK_BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "at least": (1.0, 1.6),
    "no fewer than": (1.0, 1.6),
    "no less than": (1.0, 1.6),
    "not less than": (1.0, 1.6),
    "as many as": (0.6, 1.0),
    "up to": (0.6, 1.0),
    "at most": (0.0, 1.0),
    "no more than": (0.0, 1.0),
    "fewer than": (0.6, 0.999),
    "less than": (0.6, 0.999),
    "under": (0.6, 0.999),
    "below": (0.6, 0.999),
    "more than": (1.001, 1.6),
    "over": (1.001, 1.6),
    "took over": (1.0, 1.0),
    "take over": (1.0, 1.0),
    "taken over": (1.0, 1.0),
    "handed over": (1.0, 1.0),
    "over of": (1.0, 1.0),
    "upwards of": (1.0, 1.6),
    "in excess of": (1.001, 1.6),
    "above": (1.001, 1.6),
    "about": (0.85, 1.15),
    "around": (0.85, 1.15),
    "some": (0.85, 1.15),
    "roughly": (0.85, 1.15),
    "approximately": (0.85, 1.15),
    "an estimated": (0.8, 1.2),
    "estimated": (0.8, 1.2),
    "nearly": (0.85, 1.0),
    "almost": (0.85, 1.0),
    "close to": (0.85, 1.05),
    "minimum of": (1.0, 1.6),
}
"""Least and most, as factors of the number behind. What is left open upwards ends somewhere: a reporter who writes
"at least 15" knows of no 30."""

LINK_AMOUNTS: Final[dict[str, tuple[float, float]]] = {
    "dozens": (24, 150),
    "scores": (30, 200),
    "tens": (20, 99),
    "hundreds": (150, 1500),
    "thousands": (1500, 20_000),
    "several": (3, 10),
    "few": (2, 6),
    "handful": (3, 7),
    "couple": (2, 2),
    "pair": (2, 2),
    "both": (2, 2),
    "dozen": (11, 14),
    "half-dozen": (5, 7),
    "multiple": (2, 20),
    "numerous": (5, 100),
    "many": (5, 1000),
    "single": (1, 1),
    "lone": (1, 1),
    "no": (0, 0),
    "neither": (0, 0),
    "zero": (0, 0),
}
"""What a word that is no exact number stands for."""

LINK_WORDS: Final[dict[str, frozenset[str]]] = {
    "function": _words(
        """a an the this that these those and or but nor so yet if then than as at by for from in into of off on onto out over
        to up with within without under after before during since until while when where which who whom whose what why how
        about against between through around near also too very just only even still already again not no never none is are
        was were be been being am has have had having do does did doing will would shall should can could may might must
        he she it they we you i him her them us me his hers its their theirs our ours my mine your yours himself itself
        themselves herself one's there here such some any each every either neither both all most more much many few other
        others another same own al el de la le da di von van ul bin ibn mr mrs ms dr said say says saying told tell tells
        according reported reportedly report reports added add adding stated state statement noted note claimed claim
        claims announced announce quoted cited citing per via upon s t re ve ll d m th st nd rd etc however meanwhile
        least nearly almost roughly approximately estimated shortly pm am gmt because due among amid amidst toward towards along across per let lets got get gets getting"""
    ),
    "negation": _words("not no never neither nor without cannot none nobody nothing"),
    "negating": _words("deny denies denied denying denial fail fails failed failing refuse refuses refused refusing"),
    "nobody": _words("nobody none"),
    "clause": _words("but while whereas although though because after before when which who as and"),
    "cause": _words(
        "because caused cause causing due blamed triggered sparked prompted owing resulted stemmed stemming"
    ),
    # two of these in one claim, and it is no claim but a line of the page
    "furniture": _words(
        """subscribe follow like copyright facebook twitter youtube newsletter click url privacy spam cookie cookies rss
        careers schedule ios android category showcase source photo updated menu sitemap advertise login bulletin"""
    ),
    "others": _words("other others more additional another further"),
    # what happened: a word of one class says much the same as another of it
    "event:kill": _words(
        """kill kills killed killing killings die dies died dying death deaths dead deadly fatal fatally fatality fatalities slay slain
        murder murdered murders toll martyr martyred martyrdom perish perished lethal executed execute execution beheaded
        massacre massacred drowned lives corpse corpses bodies"""
    ),
    "event:wound": _words(
        "wound wounds wounded wounding injure injures injured injuring injury injuries hurt maimed hospitalized hospitalised"
    ),
    "event:attack": _words(
        """attack attacks attacked attacking attacker attackers assault assaulted assailant assailants strike strikes struck striking
        airstrike airstrikes raid raids raided bomb bombs bombed bombing bombings bombard bombarded bombardment shell shelled
        shelling shells target targeted targeting targets hit hits hitting pounded pound fired firing ambush ambushed"""
    ),
    "event:explode": _words(
        "explode explodes exploded exploding explosion explosions explosive blast blasts blew detonate detonated detonating detonation"
    ),
    "event:shoot": _words("shoot shoots shot shooting shootings gunfire gunman gunmen gunned gun opened"),
    "event:arrest": _words(
        "arrest arrests arrested arresting detain detains detained detention custody apprehended apprehend rounded"
    ),
    "event:abduct": _words("abduct abducted abduction kidnap kidnapped kidnapping hostage hostages"),
    "event:capture": _words(
        "capture captured captures seize seized seizes seizure overran recapture recaptured retook retake liberated liberate control"
    ),
    "event:withdraw": _words("withdraw withdraws withdrew withdrawn withdrawal pullout retreat retreated pulled"),
    "event:destroy": _words(
        "destroy destroys destroyed destroying destruction demolish demolished razed wrecked leveled levelled ruined"
    ),
    "event:damage": _words("damage damaged damages damaging"),
    "event:evacuate": _words(
        "evacuate evacuated evacuation evacuees displaced displacement fled flee fleeing refugees"
    ),
    "event:fight": _words("fight fights fighting fought clash clashes clashed battle battles battled"),
    "event:down": _words("downed intercept intercepted interception"),
    "event:crash": _words("crash crashed crashes collide collided collision derailed derail derailment"),
    "event:burn": _words("fire fires burn burned burnt burning blaze ablaze flames torched"),
    "event:resign": _words("resign resigned resigns resignation quit quits stepped"),
    "event:sign": _words("sign signed signs signing"),
    "event:elect": _words("elect elected election elections vote voted votes ballot"),
    "event:sentence": _words("sentenced sentence jailed imprisoned prison jail convicted conviction"),
    "event:charge": _words("charged charges indicted indictment prosecuted prosecution"),
    "event:open": _words("open opened opens opening reopen reopened reopening"),
    "event:close": _words("close closed closes closing closure shut shutdown"),
    "event:rise": _words("rise rises rose risen rising increase increased increases grew grow climbed climb surged"),
    "event:fall": _words("fall falls fell fallen falling decrease decreased drop dropped declined decline plunged"),
    "event:approve": _words("approve approved approves approval passed adopted adopt endorsed"),
    "event:reject": _words("reject rejected rejects rejection refused vetoed veto dismissed opposed"),
    # what is counted
    "unit:person": _words(
        """people person persons individuals individual victims victim casualties casualty fatalities deaths dead others other lives
        souls injured wounded injuries"""
    ),
    "unit:civilian": _words("civilian civilians villagers villager residents resident citizens citizen passengers"),
    "unit:fighter": _words(
        """fighters fighter militants militant rebels rebel insurgents insurgent terrorists terrorist gunmen gunman attackers attacker
        assailants assailant jihadists rioters extremists mercenaries suspects suspect thugs"""
    ),
    "unit:soldier": _words(
        "soldiers soldier troops troop servicemen serviceman servicemembers personnel officers officer policemen police guards guard"
    ),
    "unit:child": _words("children child kids kid girls girl boys boy minors pupils infants"),
    "unit:crowd": _words("protesters protester demonstrators marchers supporters fans strikers"),
    "unit:prisoner": _words("prisoners prisoner inmates inmate detainees detainee hostages captives convicts"),
    "unit:job": _words("jobs job workers employees posts"),
    "unit:woman": _words("women woman females"),
    "unit:rocket": _words("rocket rockets missile missiles projectile projectiles"),
    "unit:shell": _words("shells mortars mortar rounds"),
    "unit:strike": _words("strike strikes airstrike airstrikes raid raids sorties attack attacks"),
    "unit:aircraft": _words("aircraft planes plane jets jet warplanes warplane helicopters helicopter drone drones"),
    "unit:vehicle": _words("vehicles vehicle trucks truck cars car lorries lorry buses bus tanks tank"),
    "unit:building": _words("houses house homes home buildings building apartments"),
    # one thing, two words
    "same:base": _words("base bases outpost outposts garrison"),
    "same:official": _words("official officials"),
    "same:military": _words("army military forces troops soldiers"),
    "same:usa": _words("usa america american americans"),
    "same:uk": _words("uk britain british"),
    "same:eu": _words("eu european"),
    "same:un": _words("un"),
    "same:staff": _words("staff workers employees personnel"),
    "same:doctor": _words("doctor doctors medic medics physician physicians"),
    "same:hospital": _words("hospital hospitals clinic clinics"),
    "same:isis": _words("isis isil daesh"),
    "same:house": _words("house home apartment residence unit flat"),
    "same:knife": _words("knife knives"),
    "same:deal": _words("agreement deal accord pact treaty"),
    "same:truce": _words("truce ceasefire armistice"),
    "same:yard": _words("yard courtyard compound"),
}
"""Classes by name: ``event:`` what happened, ``unit:`` what is counted, ``same:`` words for one thing."""
