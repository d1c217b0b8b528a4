"""The words by which a draft tells names, offices, meetings and stances from one another."""

from generator.model import Stance
from generator.speech.words import DESCRIBING, ROLES
from generator.terms import word_set

_NO_OFFICE = word_set(
    """brother colleague daughter father friend husband lady lord miss mother mr mrs ms sister sir
    son wife prof dr rev candidate student rival teacher host author ally founder prime boss
    operative nominee king queen dean sen rep gov gen col lt capt maj sgt sec
    """
)
# What an office is called, on its own or at its end.
OFFICES = (ROLES - _NO_OFFICE) | word_set(
    "co-chair spokespeople rapporteur-general first-secretary"
)
# What stands before a name and is no part of it.
TITLES = word_set(
    """mr mrs ms miss dr prof rev sir lord lady dame king queen prince princess pope gen col maj lt
    capt sgt sen rep gov judge justice president chancellor minister premier ambassador
    """
)
FEMALE = word_set(
    """mrs ms miss lady dame queen princess spokeswoman chairwoman congresswoman councilwoman
    businesswoman vice-chairwoman mother daughter sister wife
    """
)
MALE = word_set(
    """mr sir lord king prince spokesman chairman congressman councilman businessman vice-chairman
    father son brother husband pope
    """
)
# Who holds such an office holds it for a state or body: "Arvenia's negotiator".
GOVERNING = word_set(
    """ambassador chancellor commissioner consul delegate envoy governor minister negotiator premier
    president secretary-general director-general spokesman spokeswoman spokesperson undersecretary
    """
)
# With such a word, or without it, an office is another one.
RESTRICTING = word_set(
    """deputy vice acting former ex assistant associate under interim outgoing incoming designate
    elect shadow co
    """
)
DESCRIBED = DESCRIBING | word_set(
    """climate trade labour labor finance water fishing maritime naval chief deputy vice acting
    under assistant shadow interim then-
    """
)
# Forms of stance verbs that are nouns, too: "in support of the talks".
NOUNS_TOO = word_set(
    """offer offers support supports demand demands request requests promise promises pledge pledges
    favour favours favor favors back question questions doubt doubts object objects
    """
)
# A capitalised word that shows that a name is no person's.
THINGS = word_set(
    """academy accord act administration affairs agency agreement airlines airport alliance america
    army assembly association authority avenue bank bay board brigade brothers building bureau
    business cabinet campaign canal capital castle center centre chamber channel charter church
    city club coast college command commission committee community company conference congress
    constitution convention corps corporation council county court courier day declaration defence
    defense democrats department desk division east embassy empire enterprise europe exchange
    express federation fleet force forces foreign forum foundation front fund gazette general
    government group guard gulf hall harbor harbour herald high hill holdings hospital hotel house
    independent institute institution intelligence international island islands journal lake
    league library mail market media memorial ministry mirror mission mount mountain movement
    museum nation national nations navy network news north observer ocean office organisation
    organization palace park parliament partnership party pass peninsula plan point police port
    post power press program programme project protocol province public radio records region
    report republic republicans research review rights river road room safety school sea secretariat
    security senate service services society south square state states station stock strait street
    studies summit sun supreme survey team telegraph television territory times today tower trade
    treaty tribune trust union united university valley village war watch week west west world year
    deal east-west agenda constitution amendment games cup award prize festival church bible
    christmas easter god islam democrat republican americans europeans
    """
)
MEETINGS = word_set(
    """talks talk meeting meetings summit session sessions round call briefing conference
    negotiations discussions discussion consultations consultation visit hearing
    """
)

_STANCES: dict[Stance, str] = {
    Stance.OFFERS: """offer offers offered propose proposes proposed pledge pledges pledged promise
        promises promised volunteer volunteered""",
    Stance.SUPPORTS: """support supports supported back backs backed welcome welcomes welcomed
        endorse endorses endorsed favour favours favoured favor favors favored""",
    Stance.ACCEPTS: "accept accepts accepted agree agrees agreed concede concedes conceded",
    Stance.DEMANDS: """demand demands demanded insist insists insisted request requests requested
        urge urges urged seek seeks sought require requires required""",
    Stance.QUESTIONS: "question questions questioned doubt doubts doubted",
    Stance.WARNS: """warn warns warned caution cautions cautioned threaten threatens threatened""",
    Stance.DENIES: "deny denies denied",
    Stance.OPPOSES: """oppose opposes opposed condemn condemns condemned criticise criticises
        criticised criticize criticizes criticized object objects objected denounce denounced""",
    Stance.REJECTS: """reject rejects rejected refuse refuses refused dismiss dismisses dismissed
        decline declines declined""",
}
# The stance that a verb decides.
STANCES = {form: stance for stance, forms in _STANCES.items() for form in forms.split()}
# Verbs that decide one only with these words behind them.
PHRASES: dict[str, tuple[tuple[str, Stance], ...]] = {
    **dict.fromkeys(("called", "calls", "call", "calling"), ((" for ", Stance.DEMANDS),)),
    **dict.fromkeys(("asked", "asks", "ask"), ((" for ", Stance.DEMANDS),)),
    **dict.fromkeys(
        ("ruled", "rules", "rule"), ((" out ", Stance.REJECTS), (" nothing out", Stance.OPEN_TO))
    ),
    **dict.fromkeys(("is", "are", "was", "were"), ((" open to ", Stance.OPEN_TO),)),
}
# The share of these in a text of English prose is 30 to 50 in a hundred.
FUNCTION_WORDS = word_set(
    """the of and to in a that is was for it with as on be at by this had not are but from or have
    an they which one were all their there has would will what so if can her his he she said
    """
)
