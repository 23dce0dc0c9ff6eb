/// The training modules as their authors wrote them: a YAML file for each type of module.
package enum TrainingLibrary {
    package static let files: [(name: String, bytes: [UInt8])] = [
        ("lead_qualification.yaml", PackageResources.lead_qualification_yaml),
        ("property_presentation.yaml", PackageResources.property_presentation_yaml),
        ("objection_handling.yaml", PackageResources.objection_handling_yaml),
        ("closing_techniques.yaml", PackageResources.closing_techniques_yaml),
        ("market_expertise.yaml", PackageResources.market_expertise_yaml),
        ("communication_skills.yaml", PackageResources.communication_skills_yaml),
        ("rapport_building.yaml", PackageResources.rapport_building_yaml),
        ("follow_up_strategies.yaml", PackageResources.follow_up_strategies_yaml),
        ("negotiation.yaml", PackageResources.negotiation_yaml),
        ("time_management.yaml", PackageResources.time_management_yaml),
    ]
}
