"""English page furniture: lines that are no part of a story."""

from __future__ import annotations

from typing import Final

__all__ = ["CAPTION_MARKS", "FURNITURE", "FURNITURE_MARKS"]

CAPTION_MARKS: Final[str] = (
    r"(?:[•*]\s*)?(?:this|the) (?:article|story|piece|post) was (?:amended|updated|corrected|edited) on\b|(?:hide|show|toggle) captions?\b|(?:image|media|photo) captions?\b|\d+ of \d+ photos\b|"
    r"\(?(?:additional )?(?:reporting|writing)(?: and (?:writing|editing))? by (?-i:[A-Z])[^.;]{2,160}[;,] ?(?:(?:additional )?(?:reporting|writing)|edit(?:ing|ed)|compiled) by (?-i:[A-Z])"
)

FURNITURE_MARKS: Final[str] = (
    r"photo|image|getty|picture|newsletter|cookie|reporting by|editing by|copyright|rights reserved|read more|"
    r"first appeared|pic\.twitter|views expressed|\((?:ap|afp|reuters|epa|upi)\b|©|opinions expressed|(?:article|story|piece|post) (?:was|has been) (?:amended|updated|corrected|edited)|all times|originally published"
)
FURNITURE: Final[tuple[str, ...]] = (
    r"(?:share|follow|like|find) (?:this|us|on)\b.{0,60}",
    r"(?:share|tweet|e-?mail|print|save|comments?|reply|advertisement|sponsored|ad|menu|search|home|close|skip|next|previous|related|more|top stories|trending|most read|tags?|topics?|newsletter|sign ?up|log ?in|subscribe|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|copy link|listen|watch|video|photos?|gallery|live|opinion)s?\W*\d*",
    r"(?:comments?|replies) ?\(?\d+\)?",
    r"advertisement.{0,40}",
    r"(?:sponsored|paid) (?:content|post|by).{0,60}",
    r"(?:read|see|watch|learn|find out|click|tap|listen|view) (?:more|also|the full|full|here|next|on|our|below|all)\b.{0,140}",
    r"(?:also|related|more|must|further|recommended)[ -](?:read|reading|stories|story|articles?|news|coverage|from|on|watch)\b.{0,140}",
    r"(?:related|watch|read|listen|video|photos?|gallery|more|in pictures|see also|don't miss|exclusive|editor'?s? note|correction|disclaimer|opinion)\s*[:|>»].{0,200}",
    r".{0,60}\b(?:sign up|subscribe|register)\b.{0,30}\b(?:newsletter|to our|for our|to the|e-?mails?|here|now|today|for free)\b.{0,100}",
    r".{0,80}\b(?:cookies?|privacy policy|terms of (?:use|service)|all rights reserved|ad ?blocker)\b.{0,160}",
    r"(?:©|\(c\)|copyright)\s.{0,160}",
    r"(?:this (?:material|article|story|post|content)|the views expressed|\((?:ap|afp|reuters|epa|upi)\b|©|opinions expressed)\b.{0,30}\b(?:may not be|was originally|first appeared|originally|are those of|do not|is republished|has been|is part of)\b.{0,160}",
    r"(?:download|get|install) (?:the|our)\b.{0,40}\b(?:app|newsletter)\b.{0,60}",
    r"(?:click|tap) .{0,80}",
    r"(?:follow|contact|e-?mail|reach) .{0,80}(?:@\w|on (?:twitter|facebook|instagram|telegram|x)\b).{0,60}",
    r"(?:by|from|by:)\s?(?:the\s)?(?-i:[A-Z]).{0,80}",
    r"(?:reporting|writing|editing|edited|written|compiled|translated|additional reporting|report) by\b.{0,160}",
    r"\(?(?:additional )?reporting by\b.{0,200}",
    r"(?:source|sources|via|credit|photo|photos|image|picture|photograph|photo credit|image credit|courtesy|file photo|caption)s?\s*[:/].{0,160}",
    r".{0,300}[(\[](?:photo|image|picture|credit|file|source|ap photo|reuters/|afp/|getty|photo by|photo credit)\b[^)\]]{0,100}[)\]]\.?",
    r".{0,300}\b(?:photo(?:graph)?|image|picture|illustration|video) (?:by|courtesy(?: of)?|via|credit)\b:?\s.{0,80}",
    r".{0,200}(?:getty images|/ ?(?:reuters|afp|ap|epa|xinhua|shutterstock|upi)|ap photo|file photo|via (?:ap|reuters|getty|afp)|\((?:ap|afp|reuters|epa)\))\W*",
    r"(?:published|updated|posted|last (?:updated?|modified)|created|first published|issued)\b:?.{0,80}\d.{0,40}",
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?\d{0,2}(?:st|nd|rd|th)?,? ?(?:\d{4})?(?:[ ,|-]+\d{1,2}[:.]\d\d.{0,20})?",
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[ ,|-]+\d{1,2}[:.]\d\d.{0,20})?(?:, [\w .'’-]{2,40})?\W*",
    r"\d{1,2}[:.]\d\d ?(?:am|pm|a\.m\.|p\.m\.|gmt|utc|et|est|edt|cet|bst)?",
    r"(?:https?://|www\.)\S+",
    r"(?:pic\.twitter\.com|t\.co)/\S+",
    r"(?:—|--|–|-|―)\s?.{2,60}\(@\w+\).{0,40}",
    r".{0,280}pic\.twitter\.com/\w+.{0,100}",
    r"[@#]\w+(?:\s+[@#]\w+)*",
    r"[\W_]+",
    r"a (?:photo|post|video|picture) (?:posted|shared) by .{2,140}",
    r"contribut(?:ing|ors?): .{2,100}",
    r"(?:hide|show|toggle) captions?\b.{0,400}",
    r".{2,80}\bcontributed (?:reporting )?to this (?:report|story|article)\W*",
    r"(?-i:[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][\w.'’-]*){0,4},? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\.? \([A-Z][\w ]*\))\W*",
    r"(?-i:(?:[A-Z][a-z]?\. ?){1,3}(?:/ ?(?:[A-Z][a-z]?\. ?){1,3})+)",
    r"(?-i:[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][\w.'’-]*){0,4},? \d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?\.? \([A-Z][\w ]*\))\W*",
    r"(?:hello|hi|good (?:morning|afternoon|evening)|welcome)\b.{0,40}\b(?:welcome|join us|live coverage|our (?:coverage|blog|live))\b.{0,100}",
    r"(?:that'?s|that is) all (?:for|from)\b.{0,80}",
    r"(?:we(?:'re| are)) (?:closing|wrapping up|ending|pausing) (?:this|our|the) (?:live )?(?:blog|coverage|page)\b.{0,100}",
    r"updates? (?:at|on) .{2,60}",
    r"(?:[•*–—-]+\s*)?(?:(?:this|the) (?:article|story|piece|post|page|report) (?:was|has been) )?(?:amended|updated|corrected|edited|modified|revised)\b.{0,20}\d.{0,200}",
    r"tags (?-i:[A-Z]).{3,300}",
    r"\(?sources?: ?[^)]{2,60}\)\W*\w{0,12}",
    r"source:? .{2,40}\band agencies\W*",
    r"(?-i:(?:[A-Z]\.){1,3} ?/ ?[A-Z]\w{1,15})\W*",
    r"(?-i:[A-Z]{2,5})?[\W\d]*\d[\W\d]*",
    r"(?-i:[A-Z]{2,5})",
    r"(?:-{1,2}|[–—])\s?(?:reuters|afp|ap|upi|xinhua|tass|agencies)\W*",
    r"(?:claim|verdict|rating|conclusion|our ruling)\s*:\W*\w{0,20}\W*",
    r"(?:seen|spotted|got|have|know) .{3,60}\? ?(?:send|call|e-?mail|contact|write|tell|get in touch|let us)\b.{0,100}",
    r".{0,200}[.\s](?:picture|photo|pic|image)s?: .{2,80}",
    r"(?:attendance|man of the match|doi|referee)\s*:.{0,80}",
    r"[\d ,.]+ (?:views?|reads?|shares?)\W*",
    r"(?:hide|show|toggle) captions?\b.{0,400}",
    r"\d+ (?:comments?|shares?|views?|likes?|min(?:ute)?s? read|hours? ago|days? ago)\W*",
    r"(?:from the )?(?:news ?desk|staff|staff writer|staff reporter|web desk|agencies|editorial staff)\b.{0,100}",
    r"(?:story|article) continues? (?:below|after).{0,60}",
    r"(?:the )?\(?(?:associated press|reuters|afp|ap|upi|agence france-presse|bbc news|cnn|xinhua|tass)\)?\W*",
    r"we use .{0,80}cookies.{0,80}",
    r"(?:loading|please wait|enable javascript|your browser)\b.{0,100}",
    r"(?:support|donate|become a member|join us|help us)\b.{0,60}",
    r"\w+ ?/ ?\w+(?: ?/ ?\w+)*",
)
