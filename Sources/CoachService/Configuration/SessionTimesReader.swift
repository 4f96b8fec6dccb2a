import CoachCore

/// Reads `[ice]` and `[heat]`, and holds them against ``ConfigurableLimits``.
enum SessionTimesReader {
    /// The times of one modality.
    ///
    /// A ceiling set down takes the minimum with it, also one that stands in the file at or below its standard, so that
    /// setting the ceiling alone works in the example file. A minimum that was raised above its standard and then does
    /// not fit under the ceiling is a contradiction, and a mistake.
    static func read(
        _ modality: Modality, in document: ConfigurationTable, _ reader: inout ConfigurationReader
    ) -> SessionTimes {
        let name = modality.rawValue
        let limits = ConfigurableLimits.times(of: modality)
        let table = reader.table(name, of: document)
        reader.refuseUnknownKeys(of: table, known: ConfigurationKeys.keys(of: name), in: name)

        var times = limits.standard
        reader.read(
            "rest", of: table, into: &times.rest,
            as: ConfigurationValues.duration(in: limits.rest, by: "safety"))
        let ceilingRead = reader.read(
            "ceiling", of: table, into: &times.ceiling,
            as: ConfigurationValues.duration(in: limits.ceiling, by: "safety"))
        times.minimum = limits.standardMinimum(under: times.ceiling)

        // Under a ceiling that is wrong nobody knows how far the minimum may go.
        let ceilingKnown = ceilingRead || table["ceiling"] == nil
        let allowed = ceilingKnown ? limits.minimum(under: times.ceiling) : limits.ceiling
        var minimum = times.minimum
        guard
            reader.read(
                "minimum", of: table, into: &minimum, as: ConfigurationValues.duration(example: allowed.upperBound))
        else { return times }
        let isTakenAlong = minimum > times.ceiling && minimum <= limits.standard.minimum
        let ceiling = DurationText.text(times.ceiling)
        let authority = times.ceiling < limits.standard.ceiling ? "under a ceiling of \(ceiling) safety" : "safety"
        if !isTakenAlong, let message = ConfigurationValues.mistake(in: minimum, allowed: allowed, by: authority) {
            reader.complain(table.path["minimum"], message)
        }
        times.minimum = min(minimum, times.ceiling)
        return times
    }
}
