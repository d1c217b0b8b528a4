"""The English words by which a report shows who speaks."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _forms(verb: str) -> tuple[str, str, str]:
    """Give the -s, -ed and -ing forms of a regular verb."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb in ("admit", "quip", "snap", "dub", "slam", "refer", "label", "signal"):
        stem += verb[-1]
        return verb + "s", stem + "ed", stem + "ing"
    hisses = verb.endswith(("s", "sh", "ch", "x"))
    return verb + ("es" if hisses else "s"), stem + "ed", stem + "ing"


def _verbs(regular: str, others: str = "") -> frozenset[str]:
    return frozenset(form for verb in regular.split() for form in _forms(verb)) | _words(others)


# Verbs that stand on either side of a quotation: "Torv said", "said Torv".
_SPEAKING = _verbs(
    """
    acknowledge add admit advise affirm agree allege announce answer argue assert assure boast boom
    caution claim clarify comment complain concede conclude confess confirm contend continue counter
    declare demand disclose elaborate emphasise emphasize exclaim explain fume implore inform insist
    interject joke lament maintain mention mock muse note object observe opine phone plead pledge
    point predict proclaim promise quip react recall recount reflect reiterate remark remind repeat
    reply report respond retort reveal scoff shout sneer snap speculate state stress suggest
    summarise summarize surmise tease testify thunder tweet underline underscore urge volunteer vow
    warn whisper wonder yell
    """,
    """
    say says said saying tell tells told telling write writes wrote written writing ask asks asked
    asking cry cries cried crying deny denies denied denying began begins put puts read reads post
    posted posts posting swore swears chanted chanting went goes
    """,
)
# Verbs that only lead up to quoted words: "Torv called the offer “a step”".
_NAMING = _verbs(
    "brand call characterise characterize describe dub hail label liken term deem",
    "labeled labeling",
)
# What is quoted after these may be somebody else's words: "Torv criticised “the step”".
JUDGING = _verbs(
    """
    accept accuse applaud attack blame blast charge condemn criticise criticize decry defend
    denounce deride dismiss express hint hope lambast lambaste laud praise propose question rebuke
    refer reject ridicule signal slam voice welcome
    """,
    "signaled",
)
VERBS = _SPEAKING | _NAMING | JUDGING
# Forms that are nouns, too: without a speaker right before them they are no verbs.
HOMOGRAPHS = _words(
    """
    answers attacks blames brands calls charges claims comments cries demands hopes labels notes
    objects points pledges post posts promises puts questions reads remarks replies reports signals
    slams states stresses terms tweets urges voices vows
    """
)
# "“…,” told Torv" is no English: the name that follows is who was told.
TELLING = _words("tell tells told assured informed reminded reminds assures informs")
ASKING = _words("ask asks asked wondered wonders questioned")

PRONOUNS = _words("he she they i we it who you")
BE = _words("be is are was were been being get gets got")
DETERMINERS = _words("the a an his her its their our my your this that no any some")
WEEKDAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
# Hours and days open a sentence like a subject: "Hours later, Torv said".
TIMES = _words(
    """
    hour hours minute minutes moment moments day days week weeks month months year years monday
    tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december
    """
)

# What may stand between a speaker and the verb: "Torv on Monday also said".
ADVERBS = WEEKDAYS | _words(
    """
    has had have having did does do would could might may will can must also later then recently
    once already even just again first now often always still too instead himself herself themselves
    previously not never both all today yesterday earlier on in turn this last week finally simply
    only soon famously further long out back
    """
)
# What ends a noun phrase: "said Torv in Lund", "said Torv after the talks".
STOPS = WEEKDAYS | _words(
    """
    a.m p.m about above after against ahead along although amid among and around as at because
    before behind below between but by despite during following for from if in including inside into
    like near of off on onto or outside over per since so than that though through to toward towards
    under until upon via when where whether which while who whom whose why with within without yet
    today yesterday tonight earlier later recently last this next again Yesterday Today Tonight
    """
)
PREPOSITIONS = _words(
    """
    about against alongside among around at behind between by for from in including inside into like
    near of off on over than to toward towards under versus with without
    """
)
# What a new clause opens with: the subject stands right behind.
OPENERS = _words(
    """
    after although and as because before but how if like meanwhile nor once or since so that though
    then thus until what when whenever where whereas whether which while why yet
    """
)
# Offices and callings that stand before a name. Written small or large.
ROLES = _words(
    """
    activist adviser advisor admiral aide ally ambassador analyst attorney attorney-general author
    boss brigadier brother businessman candidate capt captain cardinal chair chairman chairperson
    chairwoman chancellor chief co-chair co-founder col colleague colonel columnist commander
    commissioner congressman congresswoman consul correspondent councillor counsel daughter dean
    delegate deputy director director-general dr economist editor emir envoy executive expert father
    founder friend gen general gov governor head historian host husband industrialist inspector
    journalist judge justice king lady lawmaker lawyer leader lieutenant lord lt major manager mayor
    minister miss mother mp mr mrs ms negotiator nominee officer official operative pastor pollster
    pope premier president priest prime prince princess prof professor prosecutor queen rapporteur
    rep reporter representative researcher rev reverend rival scientist sec secretary
    secretary-general sen senator sergeant sgt sheikh sheriff sir sister son speaker spokesman
    spokesperson spokeswoman strategist student sultan superintendent surgeon teacher tsar
    under-secretary undersecretary vice vice-chairman vice-president wife writer
    """
)
# Words that may stand before or between them.
DESCRIBING = _words(
    """
    a an the his her its their our my former ex acting then current senior junior top new old late
    foreign defence defense state finance interior fisheries trade home energy prime vice deputy
    press campaign national regional federal chief leading longtime long-time veteran retired
    outgoing incoming special permanent associate assistant managing executive general party
    opposition government house military security police political policy communications human
    rights law conservative liberal independent fellow billionaire health education justice
    environment agriculture economy economic transport culture presidential republican democratic
    parliamentary scientific technical ruling
    """
)
# Capitalised, these need no look at what follows their full stop; the rest stand in small letters.
ABBREVIATIONS = _words(
    """
    mr mrs ms dr prof rev hon sen rep gov gen col lt capt sgt cmdr maj adm brig st jr sr inc corp co
    ltd jan feb mar apr jun jul aug sept sep oct nov dec pres sec amb dep min fr ft mt ave blvd dept
    est ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb
    nev okla ore pa tenn tex va vt wash wis wyo
    """
)
SMALL_ABBREVIATIONS = _words("vs ca approx cf est")
