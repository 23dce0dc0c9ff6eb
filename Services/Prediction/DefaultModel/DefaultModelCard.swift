// Written by `meshctl predict --train FILE --embed`; train again instead of editing.

import Identifiers
import PredictionContract
import PredictionDomain

extension DefaultModel {
    static let card = ModelCard(
        version: "conversation-1-ce2bd9f6",
        trainedOn: "craigslist.jsonl (stanfordnlp/cocoa, MIT; DialoGraph, Apache-2.0)",
        rows: 10447, conversations: 1007,
        trainedAt: Instant(microseconds: 1795305600000000),
        auc: 0.7152, brierScore: 0.1374,
        baseRate: 0.8153,
        expectedCalibrationError: 0.0161,
        featureNames: featureNames,
        successDefinition: "an agreement on a price (outcome.agreed)",
        aucByShare: [
            ShareScore(
                share: 0.25, auc: 0.6807,
                brierScore: 0.1472,
                includesClosingAct: false),
            ShareScore(
                share: 0.5, auc: 0.7268,
                brierScore: 0.137,
                includesClosingAct: false),
            ShareScore(
                share: 0.75, auc: 0.8747,
                brierScore: 0.124,
                includesClosingAct: false),
            ShareScore(
                share: 1.0, auc: 0.9245,
                brierScore: 0.1225,
                includesClosingAct: false),
            ShareScore(
                share: 0.25, auc: 0.695,
                brierScore: 0.1444,
                includesClosingAct: true),
            ShareScore(
                share: 0.5, auc: 0.7446,
                brierScore: 0.1344,
                includesClosingAct: true),
            ShareScore(
                share: 0.75, auc: 0.9033,
                brierScore: 0.1215,
                includesClosingAct: true),
            ShareScore(
                share: 1.0, auc: 0.9916,
                brierScore: 0.0418,
                includesClosingAct: true),
        ],
        statedShare: 0.2474,
        statedAccuracy: 0.9724)

    static let calibration = StagedCalibration(
        open: Calibration.platt(
            slope: 1.494640363540891, offset: -0.568836028392478),
        closed: Calibration.platt(
            slope: 3.0319340225998475, offset: -4.2299118549637855))

    static let reliability = Reliability(bins: [
        ReliabilityBin(
            upTo: 0.6452290290447458, conversations: 351,
            successShare: 0.6397987731958822),
        ReliabilityBin(
            upTo: 0.6860003218081182, conversations: 381,
            successShare: 0.6533492490881921),
        ReliabilityBin(
            upTo: 0.7175134448457603, conversations: 419,
            successShare: 0.7248667315486084),
        ReliabilityBin(
            upTo: 0.7376106226666095, conversations: 428,
            successShare: 0.6996158158666694),
        ReliabilityBin(
            upTo: 0.75625517497244, conversations: 431,
            successShare: 0.7425466648492585),
        ReliabilityBin(
            upTo: 0.7750349909362941, conversations: 437,
            successShare: 0.7691881067460705),
        ReliabilityBin(
            upTo: 0.7966562664636202, conversations: 410,
            successShare: 0.789010279567143),
        ReliabilityBin(
            upTo: 0.8217747155834976, conversations: 388,
            successShare: 0.7869708996377615),
        ReliabilityBin(
            upTo: 0.8559407892135157, conversations: 402,
            successShare: 0.8339589557712819),
        ReliabilityBin(
            upTo: 0.8903065404198609, conversations: 426,
            successShare: 0.8435033351994567),
        ReliabilityBin(
            upTo: 0.9196882332936734, conversations: 418,
            successShare: 0.8784569832419641),
        ReliabilityBin(
            upTo: 0.9429598045670172, conversations: 403,
            successShare: 0.9362233417145018),
        ReliabilityBin(
            upTo: 0.9617126846023568, conversations: 399,
            successShare: 0.9716346747544271),
        ReliabilityBin(
            upTo: 0.9748636719029008, conversations: 384,
            successShare: 0.9867051395464773),
        ReliabilityBin(
            upTo: 1.0, conversations: 303,
            successShare: 0.9914592771144356),
    ])

    static let abstention = Abstention(
        statesSuccessFrom: 0.9202443602336142,
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
