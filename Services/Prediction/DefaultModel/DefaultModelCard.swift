// Written by `meshctl predict --train FILE --embed`; train again instead of editing.

import Identifiers
import PredictionContract
import PredictionDomain

extension DefaultModel {
    static let card = ModelCard(
        version: "conversation-1-df38d301",
        trainedOn: "craigslist.jsonl (stanfordnlp/cocoa, MIT; DialoGraph, Apache-2.0)",
        rows: 10447, conversations: 1007,
        trainedAt: Instant(microseconds: 1795305600000000),
        auc: 0.7113, brierScore: 0.1377,
        baseRate: 0.8153,
        expectedCalibrationError: 0.0183,
        featureNames: featureNames,
        successDefinition: "an agreement on a price (outcome.agreed)",
        aucByShare: [
            ShareScore(
                share: 0.25, auc: 0.6906,
                brierScore: 0.1465,
                includesClosingAct: false),
            ShareScore(
                share: 0.5, auc: 0.7253,
                brierScore: 0.1367,
                includesClosingAct: false),
            ShareScore(
                share: 0.75, auc: 0.8601,
                brierScore: 0.1251,
                includesClosingAct: false),
            ShareScore(
                share: 1.0, auc: 0.9151,
                brierScore: 0.1235,
                includesClosingAct: false),
            ShareScore(
                share: 0.25, auc: 0.7008,
                brierScore: 0.1442,
                includesClosingAct: true),
            ShareScore(
                share: 0.5, auc: 0.7456,
                brierScore: 0.1341,
                includesClosingAct: true),
            ShareScore(
                share: 0.75, auc: 0.8886,
                brierScore: 0.1226,
                includesClosingAct: true),
            ShareScore(
                share: 1.0, auc: 0.9903,
                brierScore: 0.0431,
                includesClosingAct: true),
        ],
        statedShare: 0.1668,
        statedAccuracy: 0.9764)

    static let calibration = StagedCalibration(
        open: Calibration.platt(
            slope: 1.4550057805159473, offset: -0.527407952410461),
        closed: Calibration.platt(
            slope: 3.099330251870228, offset: -4.228214757809893))

    static let reliability = Reliability(bins: [
        ReliabilityBin(
            upTo: 0.6474896752830647, conversations: 358,
            successShare: 0.6223533038266509),
        ReliabilityBin(
            upTo: 0.6882459839328161, conversations: 392,
            successShare: 0.671369626636967),
        ReliabilityBin(
            upTo: 0.7189443237825329, conversations: 406,
            successShare: 0.7198618998787311),
        ReliabilityBin(
            upTo: 0.7407693516263991, conversations: 437,
            successShare: 0.7123284613755867),
        ReliabilityBin(
            upTo: 0.7591599373442324, conversations: 431,
            successShare: 0.7257944136811003),
        ReliabilityBin(
            upTo: 0.7786535276025287, conversations: 439,
            successShare: 0.8125498569541151),
        ReliabilityBin(
            upTo: 0.7985315300043704, conversations: 401,
            successShare: 0.755398986991942),
        ReliabilityBin(
            upTo: 0.8254568301945755, conversations: 401,
            successShare: 0.8077447887894869),
        ReliabilityBin(
            upTo: 0.8581745418999479, conversations: 406,
            successShare: 0.8117888868274478),
        ReliabilityBin(
            upTo: 0.8910920159017826, conversations: 428,
            successShare: 0.862169259661689),
        ReliabilityBin(
            upTo: 0.9186534383137936, conversations: 429,
            successShare: 0.8904495062837353),
        ReliabilityBin(
            upTo: 0.9382107726961387, conversations: 407,
            successShare: 0.9330559127082567),
        ReliabilityBin(
            upTo: 0.9555767452716085, conversations: 383,
            successShare: 0.9493527615833425),
        ReliabilityBin(
            upTo: 0.9704173929204568, conversations: 360,
            successShare: 0.979761188076935),
        ReliabilityBin(
            upTo: 1.0, conversations: 300,
            successShare: 0.9931960565560144),
    ])

    static let abstention = Abstention(
        statesSuccessFrom: 0.9391224213304901,
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
