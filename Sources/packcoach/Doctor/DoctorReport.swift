/// What all checks came to.
struct DoctorReport: Encodable {
    struct Entry: Encodable {
        let section: String
        let check: String
        let status: String
        let message: String
        let remedy: String?

        enum CodingKeys: CodingKey { case section, check, status, message, remedy }

        init(_ check: Check, _ finding: Diagnosis) {
            section = check.section.rawValue
            self.check = check.name
            status = finding.verdict.rawValue
            message = finding.message
            remedy = finding.remedy
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(section, forKey: .section)
            try container.encode(check, forKey: .check)
            try container.encode(status, forKey: .status)
            try container.encode(message, forKey: .message)
            // Null where there is none, as in all of packcoach's JSON.
            try container.encode(remedy, forKey: .remedy)
        }
    }

    enum CodingKeys: CodingKey { case board, kernel, version, problems, checks }

    /// The board's name; nil where it is no board that says.
    let board: String?
    let kernel: String
    let version: String
    var checks: [Entry] = []

    var problems: Int { checks.count { $0.status == Diagnosis.Verdict.problem.rawValue } }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(board, forKey: .board)
        try container.encode(kernel, forKey: .kernel)
        try container.encode(version, forKey: .version)
        try container.encode(problems, forKey: .problems)
        try container.encode(checks, forKey: .checks)
    }
}
