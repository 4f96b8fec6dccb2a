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
            try encoder.encode(
                CodingKeys.self,
                [.section: section, .check: check, .status: status, .message: message, .remedy: remedy])
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
        try encoder.encode(
            CodingKeys.self, [.board: board, .kernel: kernel, .version: version, .problems: problems, .checks: checks])
    }
}
