// Written by `meshctl predict --train FILE --embed`; train again instead of editing.

import Identifiers
import PredictionContract
import PredictionDomain

extension DefaultModel {
    static let card = ModelCard(
        version: "conversation-1-8830d8d6",
        trainedOn: "craigslist.jsonl (stanfordnlp/cocoa, MIT; DialoGraph, Apache-2.0)",
        rows: 10447, conversations: 1007,
        trainedAt: Instant(microseconds: 1795305600000000),
        auc: 0.6913, brierScore: 0.1174,
        baseRate: 0.8153,
        expectedCalibrationError: 0.0133,
        featureNames: featureNames,
        successDefinition: "an agreement on a price (outcome.agreed)",
        aucByShare: [
            ShareScore(
                share: 0.25, auc: 0.6642,
                brierScore: 0.1439,
                includesClosingAct: false),
            ShareScore(
                share: 0.5, auc: 0.7109,
                brierScore: 0.1402,
                includesClosingAct: false),
            ShareScore(
                share: 0.75, auc: 0.8489,
                brierScore: 0.1321,
                includesClosingAct: false),
            ShareScore(
                share: 1.0, auc: 0.8832,
                brierScore: 0.1295,
                includesClosingAct: false),
            ShareScore(
                share: 0.25, auc: 0.6753,
                brierScore: 0.1429,
                includesClosingAct: true),
            ShareScore(
                share: 0.5, auc: 0.725,
                brierScore: 0.1394,
                includesClosingAct: true),
            ShareScore(
                share: 0.75, auc: 0.8684,
                brierScore: 0.1295,
                includesClosingAct: true),
            ShareScore(
                share: 1.0, auc: 0.9881,
                brierScore: 0.046,
                includesClosingAct: true),
        ],
        statedShare: 0.1621,
        statedAccuracy: 0.97)

    static let calibration = StagedCalibration(
        open: Calibration.platt(
            slope: 0.8505776976697338, offset: 0.4905110572001065),
        closed: Calibration.platt(
            slope: 3.3061007464568504, offset: -4.781601249071717))

    static let reliability = Reliability(bins: [
        ReliabilityBin(
            upTo: 0.7193742589155067, conversations: 311,
            successShare: 0.7036450079239303),
        ReliabilityBin(
            upTo: 0.7606257781767303, conversations: 365,
            successShare: 0.7464342313787639),
        ReliabilityBin(
            upTo: 0.7849078671112054, conversations: 408,
            successShare: 0.7606973058637084),
        ReliabilityBin(
            upTo: 0.8024044190423699, conversations: 408,
            successShare: 0.8050713153724247),
        ReliabilityBin(
            upTo: 0.8191776135765544, conversations: 418,
            successShare: 0.803486529318542),
        ReliabilityBin(
            upTo: 0.8340146882662178, conversations: 395,
            successShare: 0.8114104595879557),
        ReliabilityBin(
            upTo: 0.8480979641107284, conversations: 423,
            successShare: 0.8177496038034865),
        ReliabilityBin(
            upTo: 0.865971797604759, conversations: 432,
            successShare: 0.8605388272583201),
        ReliabilityBin(
            upTo: 0.8843632794281687, conversations: 420,
            successShare: 0.8557844690966719),
        ReliabilityBin(
            upTo: 0.9033425371031498, conversations: 395,
            successShare: 0.8779714738510301),
        ReliabilityBin(
            upTo: 0.9245607274366823, conversations: 409,
            successShare: 0.9270998415213946),
        ReliabilityBin(
            upTo: 0.9425918556194863, conversations: 410,
            successShare: 0.9334389857369255),
        ReliabilityBin(
            upTo: 0.958087366589885, conversations: 386,
            successShare: 0.9461172741679873),
        ReliabilityBin(
            upTo: 0.97326696514737, conversations: 384,
            successShare: 0.9825673534072901),
        ReliabilityBin(
            upTo: 1.0, conversations: 282,
            successShare: 0.9920760697305864),
    ])

    static let abstention = Abstention(
        statesSuccessFrom: 0.9513256305948338,
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
