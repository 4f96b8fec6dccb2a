import CoachService

extension Check {
    static let configuration = Check(
        .board, "configuration", "Is there a configuration without a mistake, and does it name the board for good?"
    ) { patient in
        let path = patient.configurationPath
        switch patient.configuration {
        case .failure(let error) where error.isMissingFile:
            if patient.isNoBoard { return [.skipped("\(path) is not there; the simulated board does without.")] }
            return [
                .problem(
                    "\(path) is not there, so the service does not start; what follows goes by the defaults.",
                    mend: "sudo mkdir -p \(directory(of: path)) && packcoach config show | sudo tee \(path)")
            ]
        case .failure(let error):
            let count = error.mistakes.count
            let others = count > 1 ? " (and \(count - 1) more)" : ""
            return [
                .problem(
                    "\(error.mistakes[0])\(others). What follows goes by the defaults.",
                    mend: path == ConfigurationFile.standardPath
                        ? "packcoach config check" : "packcoach config check --config \(path)")
            ]
        case .success(let configuration):
            return [numberedChip(configuration.board, path, patient) ?? .ok(path)]
        }
    }

    /// A chip's number has changed between kernels and models; its label has not.
    private static func numberedChip(_ board: String, _ path: String, _ patient: Patient) -> Diagnosis? {
        let name = board.split(separator: "/").last ?? ""
        guard name.hasPrefix("gpiochip"), name.dropFirst("gpiochip".count).allSatisfy(\.isNumber) else { return nil }
        let label = (try? patient.header.chip.get().label) ?? patient.model.headerLabel
        let better = patient.model.isPi ? "auto" : label ?? "auto"
        return .problem(
            "board = \"\(board)\" goes by a number that the kernel may give to another chip at the next start.",
            mend: "sudo sed -i 's|^board *=.*|board = \"\(better)\"|' \(path)")
    }

    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
