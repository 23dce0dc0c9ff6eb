// Written by `meshctl predict --train FILE --embed`; train again instead of editing.

import Identifiers
import PredictionContract
import PredictionDomain

extension DefaultModel {
    static let card = ModelCard(
        version: "conversation-1-68f35be0",
        trainedOn: "craigslist.jsonl (stanfordnlp/cocoa, MIT; DialoGraph, Apache-2.0)",
        rows: 10447, conversations: 1007,
        trainedAt: Instant(microseconds: 1795262400000000),
        auc: 0.6906, brierScore: 0.1184,
        baseRate: 0.8153,
        expectedCalibrationError: 0.0173,
        featureNames: featureNames,
        successDefinition: "an agreement on a price (outcome.agreed)",
        aucByShare: [
            ShareScore(
                share: 0.25, auc: 0.6405,
                brierScore: 0.1456,
                includesClosingAct: false),
            ShareScore(
                share: 0.5, auc: 0.6827,
                brierScore: 0.1436,
                includesClosingAct: false),
            ShareScore(
                share: 0.75, auc: 0.8355,
                brierScore: 0.1335,
                includesClosingAct: false),
            ShareScore(
                share: 1.0, auc: 0.8892,
                brierScore: 0.131,
                includesClosingAct: false),
            ShareScore(
                share: 0.25, auc: 0.6449,
                brierScore: 0.1456,
                includesClosingAct: true),
            ShareScore(
                share: 0.5, auc: 0.6952,
                brierScore: 0.1429,
                includesClosingAct: true),
            ShareScore(
                share: 0.75, auc: 0.8607,
                brierScore: 0.1312,
                includesClosingAct: true),
            ShareScore(
                share: 1.0, auc: 0.9926,
                brierScore: 0.0575,
                includesClosingAct: true),
        ],
        statedShare: 0.3158,
        statedAccuracy: 0.956)

    static let calibration = Calibration.platt(
        slope: 0.901628351842601, offset: 0.1274328236391646)

    static let reliability = Reliability(bins: [
        ReliabilityBin(
            upTo: 0.7168006920544893, conversations: 261,
            successShare: 0.7009493670886076),
        ReliabilityBin(
            upTo: 0.7613446831971528, conversations: 333,
            successShare: 0.7503949447077409),
        ReliabilityBin(
            upTo: 0.7886402419660141, conversations: 398,
            successShare: 0.7709320695102686),
        ReliabilityBin(
            upTo: 0.8070119292039293, conversations: 412,
            successShare: 0.7895569620253164),
        ReliabilityBin(
            upTo: 0.8237043870377266, conversations: 418,
            successShare: 0.8072669826224329),
        ReliabilityBin(
            upTo: 0.8389485396942548, conversations: 428,
            successShare: 0.8072669826224329),
        ReliabilityBin(
            upTo: 0.8531041780516577, conversations: 422,
            successShare: 0.8230647709320695),
        ReliabilityBin(
            upTo: 0.8685002175517362, conversations: 411,
            successShare: 0.870253164556962),
        ReliabilityBin(
            upTo: 0.884074505479704, conversations: 412,
            successShare: 0.8530805687203792),
        ReliabilityBin(
            upTo: 0.9008395777984797, conversations: 405,
            successShare: 0.8720379146919431),
        ReliabilityBin(
            upTo: 0.9178761667219819, conversations: 404,
            successShare: 0.8973143759873617),
        ReliabilityBin(
            upTo: 0.9369392837612004, conversations: 410,
            successShare: 0.9272151898734177),
        ReliabilityBin(
            upTo: 0.9540102333191451, conversations: 394,
            successShare: 0.9589257503949447),
        ReliabilityBin(
            upTo: 0.968971861893091, conversations: 372,
            successShare: 0.9873617693522907),
        ReliabilityBin(
            upTo: 1.0, conversations: 291,
            successShare: 0.9921011058451816),
    ])

    static let abstention = Abstention(
        statesSuccessFrom: 0.9044656340260913,
        statesFailureUpTo: -1.0)

    private static let featureNames = """
        message_count elapsed_seconds last_gap_seconds list_price_log deal_accepted deal_rejected
        conversation_quit offer_pending last_price price_repeated price_gap opening_gap
        messages_since_price agent_word_share agent_messages agent_words agent_words_per_message
        agent_response_seconds agent_last_response_seconds agent_typing_seconds agent_prices_named
        agent_first_price agent_last_price agent_price_move agent_last_price_step agent_offers_made
        agent_sentiment agent_question_share agent_acceptance_share agent_commitment_share
        agent_rejection_share agent_objection_share agent_offer_share agent_concession_share
        agent_greeting_share agent_thanks_share agent_empathy_share agent_evidence_share
        agent_pressure_share agent_rudeness_share client_messages client_words
        client_words_per_message client_response_seconds client_last_response_seconds
        client_typing_seconds client_prices_named client_first_price client_last_price
        client_price_move client_last_price_step client_offers_made client_sentiment
        client_question_share client_acceptance_share client_commitment_share client_rejection_share
        client_objection_share client_offer_share client_concession_share client_greeting_share
        client_thanks_share client_empathy_share client_evidence_share client_pressure_share
        client_rudeness_share last_message_is_agents last_message_words last_message_prices_named
        last_message_sentiment last_message_question last_message_acceptance last_message_commitment
        last_message_rejection last_message_objection last_message_offer last_message_concession
        last_message_greeting last_message_thanks last_message_empathy last_message_evidence
        last_message_pressure last_message_rudeness second_last_message_is_agents
        second_last_message_words second_last_message_prices_named second_last_message_sentiment
        second_last_message_question second_last_message_acceptance second_last_message_commitment
        second_last_message_rejection second_last_message_objection second_last_message_offer
        second_last_message_concession second_last_message_greeting second_last_message_thanks
        second_last_message_empathy second_last_message_evidence second_last_message_pressure
        second_last_message_rudeness
        """.split(whereSeparator: \.isWhitespace).map(String.init)
}
