/// Words about names.
///
/// Given names: the most frequent of the last decades in the United States, in many origins, by the
/// author's own choice; a list can never be whole, which is why announced names need none.
enum NameWords {
    static let titles: Set<String> = ["mr", "mrs", "ms", "miss", "mister", "dr", "mx"]

    static let greetings: Set<String> = [
        "hi", "hello", "hey", "dear", "thanks", "im", "its", "morning", "afternoon", "evening",
    ]

    static let kin: Set<String> = [
        "wife", "husband", "partner", "son", "daughter", "mother", "father", "mom", "dad",
        "brother", "sister", "agent", "lender", "broker", "attorney", "lawyer", "friend",
        "colleague", "assistant", "boss", "neighbor", "tenant", "client", "fiance", "fiancee",
    ]

    static let particles: Set<String> = [
        "de", "del", "la", "van", "von", "der", "den", "bin", "al", "el", "da", "dos", "di", "le",
    ]

    /// What is no surname behind a given name.
    static let places: Set<String> = [
        "street", "st", "avenue", "ave", "road", "rd", "drive", "lane", "court", "park", "realty",
        "properties", "homes", "estates", "county", "city", "heights", "hills", "village", "lake",
        "school", "elementary", "middle", "isd", "church", "hospital", "hall", "station", "tx",
        "ca", "ny", "fl", "tower", "plaza", "group", "team", "mortgage", "bank",
        "university", "beach", "springs", "creek", "square", "house", "terrace", "place", "way",
    ]

    /// Common words that stand with a capital, or behind what announces a name.
    static let common: Set<String> = Set(
        """
        a about actually again agent all also always am an and any anyone anything appreciate are
        as ask at available away back be because been before best better both bought busy but buy
        buyer buying by call calling can certainly client clients come coming confused correct could
        curious day definitely did do does doing done down dear either else end even ever every
        everybody everyone everything excited fine first folks for free friday friend from fully
        general get getting give glad go going gone good got great had half happy hardly has have he
        hello help her here hey hi him his home homeowner honest honestly how i if in interested is
        it its just keep kind know last late later least let like listing little live looking lot
        love made make many march may maybe me might mine monday more morning most much must my near
        nearly need never new nice no nobody none not nothing now of off ok okay on once one only or
        other our out over owner pending perfect please possible prefer pretty price problem quick
        quite rather ready really realtor right sad said same saturday say seeing sell seller
        selling several she should simply since sir so some somebody someone something soon sorry
        stay still stop such sunday super sure take team terrific thank thanks that the their them
        then there these they thing this those though thrilled through thursday to today together
        tomorrow tonight too totally tour truly trying tuesday two under until up update upset us
        using very want was way we wednesday week welcome well were what when where which while who
        why will willing with wonderful working worried would yeah year yes yet you your realty
        homes properties zillow redfin january february april june july august september october mr mrs ms miss mister dr mx
        november december english spanish american christmas easter
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))

    /// Given names that are words, towns or streets as well: a name only with a surname behind, or
    /// announced.
    static let ambiguous: Set<String> = Set(
        """
        amber angel april art august austin bill brooklyn carter cash charlotte chase chelsea
        christian cooper crystal dallas dawn dean denver destiny don drew eve faith florence frank
        gene georgia grace grant guy harmony heather holly hope houston hunter iris ivy jack jackson
        jade jordan joy june kent lane lincoln london madison mark mason may melody miles olive
        page paris parker pat paul pearl penny phoenix price ray reed rich rob robin rose ruby
        santiago savannah sidney sierra skip sky star sue summer sunny sydney terry troy tyler
        victoria violet virginia wade washington will
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))

    static let given: Set<String> = ambiguous.union(
        """
        aaron abdul abigail adam adrian agnes ahmed aiden aisha alan albert alejandro alex alexa
        alexander alexandra alexis alfred ali alice alicia alison allen allison alyssa amanda
        amelia amir amit amy ana andrea andres andrew andy angela angelica anita ann anna anne
        annie anthony antonio anya arjun arthur asha ashley audrey ava barbara beatrice ben benjamin
        bernard beth betty beverly bob bobby bonnie brad bradley brandon brenda brian brittany bruce
        bryan caleb cameron camila carl carla carlos carmen carol caroline carolyn carrie catherine
        cathy chad charles charlie cheryl chloe chris christina christine christopher cindy claire
        clara clarence claudia colin connie connor corey craig cristina curtis cynthia dan dana
        daniel daniela danielle danny darius darlene darren daryl dave david dawson debbie deborah
        debra denise dennis derek devon diana diane diego dmitri dolores dominic donald donna doris
        dorothy doug douglas duane dylan earl eddie edgar eduardo edward edwin eileen elaine elena
        eli elijah elizabeth ella ellen emily emma enrique eric erica erik erin ernest esther ethan
        eugene eva evan evelyn fatima felicia felix fernando fiona frances francis francisco fred
        gabriel gabriela gail gary george gerald gilbert gina giovanni gladys glenn gloria gordon
        greg gregory guadalupe hannah harold harry harvey hassan hector helen henry herbert howard
        ian ibrahim ibram ines irene isaac isabel isabella ivan jacob jacqueline jaime jake jamal
        james jamie jane janet janice jared jasmine jason javier jean jeff jeffrey jenna jennifer
        jenny jeremy jerome jerry jesse jessica jill jim jimmy joan joanna joanne joe joel john
        johnny jon jonathan jorge jose joseph josh joshua joyce juan juanita judith judy julia
        julian julie justin karen karina karl kate katherine kathleen kathryn kathy katie kavita
        kayla keisha keith kelly ken kenneth kenya kevin kim kimberly krishna kristen kristin kurt
        kyle lakisha larry latoya laura lauren laurie lawrence leah lee leila leo leon leonard leslie
        liam lillian linda lindsay lisa lloyd logan lois lorenzo lori louis louise lucas lucia lucy
        luis luke luz lydia lynn mae malik manuel marcia marco marcus margaret maria mariana marie
        marilyn mario marjorie marlene marsha martha martin marvin mary matt matthew maureen maurice
        max megan mehmet mei melanie melissa melvin mercedes michael michelle miguel mike mildred
        ming miriam mohamed mohammed molly monica morgan muhammad nadia nancy naomi natalia natalie
        natasha nathan neil nicholas nick nicole nikhil nina noah nora norma norman olga oliver
        olivia omar oscar owen pablo pamela patricia patrick paula pauline pedro peggy peter phil
        philip phillip phyllis pierre priya rachel rafael rahul ralph ramon randy raul ravi raymond
        rebecca regina rene rhonda ricardo richard rick ricky rita robert roberta roberto rodney
        roger ron ronald rosa rosemary ross roy russell ruth ryan sabrina sally sam samantha samuel
        sandra sanjay santos sara sarah scott sean sergio seth shannon sharon shawn sheila shelly
        sherry shirley simon sofia sonia sophia sophie stacey stacy stanley stella stephanie stephen
        steve steven stuart susan suzanne sylvia tamara tammy tanya tara tatiana ted teresa theodore
        theresa thomas tiffany tim timothy tina todd tom tommy tony tracy travis tyrone valerie
        vanessa vera vernon veronica vicki victor vijay vincent vivian walter wanda warren wayne wei
        wendy wesley whitney wilhelm william willie xavier yan yasmin yolanda yusuf yvonne zachary
        zoe
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
