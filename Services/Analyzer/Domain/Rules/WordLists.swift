/// The words that numbers, questions and feelings ask about.
enum WordLists {
    static func fill(_ book: inout WordBook) {
        fillNumbers(&book)
        fillAroundPrices(&book)
        fillQuestions(&book)
        for (feeling, words) in FeelingWords.all { book.setFeeling(feeling, of: words) }
    }

    private static func fillNumbers(_ book: inout WordBook) {
        let small = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen",
        ]
        for (index, word) in small.enumerated() { book.setValue(Double(index + 1), of: word) }
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        for (index, word) in tens.enumerated() {
            book.setValue(Double(index + 2) * 10, of: word)
        }
        let scales: [(String, Double)] = [
            ("hundred", 100), ("thousand", 1_000), ("grand", 1_000), ("k", 1_000),
            ("million", 1_000_000), ("mil", 1_000_000), ("mill", 1_000_000), ("m", 1_000_000),
            ("mm", 1_000_000),
        ]
        for (word, value) in scales {
            book.setValue(value, of: word)
            book.mark(word, as: .scale)
        }
        book.mark("a half quarter", as: .startsAmount)
        book.mark("dollars dollar bucks buck usd", as: .currency)
        book.mark("cents cent", as: .cents)
        book.mark("meet meeting", as: .meets)
        book.mark("deposit security fee fees off less more back extra", as: .besidePrice)
        book.mark(
            """
            paid bought worth retail retails retailed new brand originally original listed posted \
            advertised listing sold sells cost costs appraised kbb book value valued similar others \
            another comparable comps deposit fee fees insurance shipping save spent spend warranty \
            were saw seen found average market elsewhere store amazon msrp rent rents \
            taxes tax utilities repair repairs fix budget preapproved approved qualified \
            earn salary owe extra additional mileage miles square
            """, as: .tellsPrice)
    }

    private static func fillAroundPrices(_ book: inout WordBook) {
        book.mark(
            """
            bed beds bedroom bedrooms br brs bd bds bath baths bathroom bathrooms ba room rooms \
            sqft sf sq square feet foot ft acre acres lot lots unit units floor floors story \
            stories garage car cars space spaces mile miles mi minute minutes min mins hour hours \
            hr hrs day days week weeks month months year years yr yrs yo people person persons \
            adults kids children percent pct inch inches cm meters metres block blocks times \
            x st nd rd th am pm mpg mph hp gb tb lbs lb pounds oz watt watts volt volts amp days \
            degrees points point visits views families homes houses listings buyers sellers \
            showings offers schools students degree am exchange plan form speed gears windows \
            doors seats items books pairs pieces parking hz oclock \
            questions reasons things ways options weekends nights bedroomed \
            occupants tenants guests cats dogs pets steps stars rings trips copies
            """, as: .unit)
        book.mark(
            "original actual highway total good more different other full half", as: .beforeUnit)
        book.mark(
            """
            january february march april may june july august september october november december \
            jan feb mar apr jun jul aug sept sep oct nov dec
            """, as: .month)
        book.mark(
            """
            do would take about offer offering offered pay paying paid accept asking ask price for \
            at to \
            is than least most lowest highest say around under below over above between budget \
            maximum max minimum min bid worth spend afford sell selling counter give giving want \
            only just near closer got go was cost costs rent deposit be think thinking maybe \
            and or of want wanted pay bring like firm original originally down up lower drop \
            dropped listed list valued appraised appraisal comp comps meet settle deal have
            """, as: .priceCue)
        book.mark(
            "do take offer pay accept give asking spend bid counter lowest", as: .strongPriceCue)
        book.mark(
            """
            unit apt apartment suite ste highway hwy route rt mls zip zipcode lot building bldg \
            room section sec floor version exit interstate bus chapter article title area ext \
            extension code id version grade level step number no model iphone ipad windows galaxy
            """, as: .namesNumber)
        book.mark(
            "in since from of a the year late early circa until till by through", as: .namesYear)
        book.mark(
            """
            street st avenue ave boulevard blvd road rd drive dr lane ln court ct way place pl \
            circle cir terrace parkway pkwy highway hwy
            """, as: .street)
        book.mark(
            """
            is would works work sounds sound and final firm then cash even flat obo or if it but \
            seems for ok okay please max maximum tops with including plus works today
            """, as: .followsPrice)
        book.mark("month months mo monthly", as: .perMonth)
        book.mark("a per each every", as: .per)
        book.mark("am pm oclock", as: .meridiem)
        book.mark(
            """
            works was this is has does its lets yes plus less thanks sounds seems unless perhaps \
            always makes gets leaves includes cash bucks dollars guess thats whats as us because \
            covers means feels looks obvious pls
            """, as: .noPlural)
    }

    private static func fillQuestions(_ book: inout WordBook) {
        book.mark("what whats how hows why which describe explain", as: .openAsker)
        book.mark("when whens where wheres who whos whose", as: .factAsker)
        book.mark(
            """
            do does did is are am was were can could would will should shall may might have has \
            had dont doesnt didnt isnt arent wasnt wouldnt couldnt cant wont havent hasnt any \
            anything
            """, as: .auxiliary)
        book.mark("i you he she it we they there this that these those your the my", as: .subject)
        book.mark(
            "much many long old far big large soon often close late early about high low fast wide",
            as: .measure)
        book.mark(
            """
            so and ok okay well hi hello hey but oh yes yeah great thanks also sure alright then \
            um hmm now cool please no good actually perfect just
            """, as: .filler)
        book.mark(
            """
            not no never dont doesnt didnt isnt arent wasnt werent cant cannot couldnt wont \
            wouldnt shouldnt without nothing nobody none neither nor hardly aint havent hasnt \
            hadnt
            """, as: .negator)
        book.mark(
            "very really so extremely super incredibly absolutely totally too", as: .intensifier)
        book.mark("but however although though yet", as: .turn)
        book.mark("i ill we well im were let drop by on before", as: .promises)
    }
}
