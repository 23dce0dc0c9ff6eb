/// How words sound in a sale, −4 to 4; a short list of words that mean it, since long lists
/// mislead on talk.
enum FeelingWords {
    static let all: [(Float, String)] = [
        (
            3,
            """
            love loved adore adored loving amazing excellent perfect wonderful fantastic awesome \
            thrilled delighted
            """
        ),
        (
            2.4,
            """
            great relieved grateful superb terrific beautiful gorgeous excited happy glad \
            incredible stunning lovely impressed yay 🙂 😀 😊 😍 👍 ❤ 🎉
            """
        ),
        (
            1.7,
            """
            good nice relief reassuring charming enjoy enjoyed helpful appreciate appreciated \
            pleased comfortable interested like liked ideal cool glad welcome :)
            """
        ),
        (1.2, "fine fair reasonable sure thanks thank agree agreed works deal better best fun"),
        (
            -1.2,
            "unfortunately concern concerned worried worry afraid hesitant noisy old small steep"
        ),
        (
            -2,
            """
            bad stressed stressful exhausted overwhelmed overwhelming nervous anxious fed unfair \
            disappointed disappointing frustrated frustrating annoying annoyed upset difficult \
            problem problems unhappy sad confusing expensive overpriced :( 🙁 ☹ 😞 😠
            """
        ),
        (
            -3,
            """
            nightmare outrageous furious dreadful terrible awful horrible hate hated ridiculous \
            rude angry insulting waste scam worst disgusting unacceptable liar lying useless \
            pathetic
            """
        ),
    ]
}
