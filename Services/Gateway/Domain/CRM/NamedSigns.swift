/// The character references by name that texts of mail and chat hold (HTML §13.5): all of Latin-1, the
/// marks of XML, and the punctuation that programs for writing put in.
enum NamedSigns {
    static let all: [String: Character] = {
        var signs = others
        for (name, code) in zip(latin1.split(separator: " "), UInt8(160)...255) {
            signs[String(name)] = Character(Unicode.Scalar(code))
        }
        // Words end at any blank.
        signs["nbsp"] = " "
        return signs
    }()

    /// In the order of their code points, from U+00A0 to U+00FF.
    private static let latin1 = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
        plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
        iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
        Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
        Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
        egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde \
        ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
        """

    private static let others: [String: Character] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "rsquo": "’", "lsquo": "‘",
        "ldquo": "“", "rdquo": "”", "sbquo": "‚", "bdquo": "„", "ndash": "–", "mdash": "—",
        "hellip": "…", "bull": "•", "euro": "€", "trade": "™", "minus": "−", "OElig": "Œ",
        "oelig": "œ", "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ", "ensp": " ", "emsp": " ",
        "thinsp": " ",
    ]
}
