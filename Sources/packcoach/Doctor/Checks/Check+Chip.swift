import BoardLinux

extension Check {
    static let chip = Check(.board, "chip", "Is the chip behind the header there, by its label?") { patient in
        switch patient.header.chip {
        case .success(let chip):
            guard let label = patient.model.headerLabel, !chip.label.hasPrefix(label) else { return [.ok(chip.words)] }
            return [
                .problem(
                    "\(chip.words) is not the chip of this board's header, which is \(label).",
                    mend: "sudo sed -i 's|^board *=.*|board = \"auto\"|' \(patient.configurationPath)")
            ]
        case .failure(.permission(let path)):
            return [.skipped("\(path) may not be opened by this user: sudo packcoach doctor looks at it.")]
        case .failure(let error):
            return [missing(error, patient)]
        }
    }

    private static func missing(_ error: LinuxBoardError, _ patient: Patient) -> Diagnosis {
        let chips = patient.header.chips
        guard chips.isEmpty else {
            return .problem(
                "\(firstSentence(of: error)).",
                mend: "gpiodetect && \(patient.edit("board = the label of the header's chip"))")
        }
        if patient.model.isPi {
            return .problem(
                "the kernel shows no GPIO chip, although this is a \(patient.model.name ?? "Raspberry Pi").",
                mend: "sudo apt full-upgrade && sudo reboot")
        }
        return .problem(
            "this machine has no GPIO chip, so there is no board to check. That is fine for trying packcoach out.",
            mend: "packcoach simulate")
    }

    /// Without its advice, which is the remedy's.
    static func firstSentence(of error: LinuxBoardError) -> String {
        let text = error.description
        let end = zip(text.indices, text.indices.dropFirst()).first { text[$0] == "." && text[$1] == " " }?.0
        return String(text[..<(end ?? (text.hasSuffix(".") ? text.index(before: text.endIndex) : text.endIndex))])
    }
}
