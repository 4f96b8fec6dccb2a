import CoachCore
import SessionLog

/// The figures of the period, ice and heat side by side.
struct ModalityTable {
    let facts: SessionFacts
    let days: Int

    private var modalities: [Modality] { Modality.allCases.filter { facts.of[$0] != nil } }

    func write(to page: inout HTML) {
        page.element(.table, .class("figures")) { page in
            page.element(.caption, text: "Sessions")
            page.element(.thead) { page in
                page.element(.tr) { page in
                    page.element(.td)
                    for modality in modalities { page.element(.th, .scope(.column), text: modality.rawValue) }
                }
            }
            page.element(.tbody) { page in
                writeRow("sessions", to: &page) { "\($0.sessions)" }
                writeRow("window met", to: &page) { "\($0.windowsMet)" }
                writeRow("windows met a day", to: &page) { perDay($0.windowsMet, days) }
                writeRow("length, the middle one", to: &page) { $0.medianDuration?.clockFace }
                for role in ProbeRole.allCases {
                    writeRow("coldest, hottest; \(role.rawValue) probe", to: &page) {
                        $0.extremes[role]?.description.replacingHyphen
                    }
                }
                writeRow("largest dose, CEM43", to: &page) { $0.largestDose.map { fixed($0, places: 2) } }
                writeRow("shortest rest before", to: &page) { $0.shortestRest?.words }
                for reason in EndReason.allCases {
                    writeRow("ended: \(reason.words)", to: &page) { $0.ends[reason].map { "\($0)" } }
                }
                writeRow("running", to: &page) { $0.running > 0 ? "\($0.running)" : nil }
            }
        }
    }

    /// A row that says nothing of any modality is left out.
    private func writeRow(_ name: String, to page: inout HTML, _ figure: (ModalityFacts) -> String?) {
        let figures = modalities.map { modality in facts.of[modality].flatMap(figure) }
        guard figures.contains(where: { $0 != nil }) else { return }
        page.element(.tr) { page in
            page.element(.th, .scope(.row), text: name)
            for figure in figures { page.element(.td, .class("figure"), text: figure ?? "–") }
        }
    }
}
