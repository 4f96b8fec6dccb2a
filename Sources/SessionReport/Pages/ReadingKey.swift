import CoachCore
import SessionLog

/// What every line and sign in the charts stands for.
struct ReadingKey {
    let hasSkinProbe: Bool

    private static let width = 48.0
    private static let height = 18.0

    func write(to page: inout HTML) {
        page.element(.section, .class("key"), .labelled(by: "key")) { page in
            page.element(.h2, .id("key"), text: "How to read the charts")
            page.element(.dl, .class("signs")) { page in
                if hasSkinProbe {
                    writeEntry("skin probe, between cloth and skin", to: &page) { line("trace skin", in: &$0) }
                }
                writeEntry("pack probe, between pack and cloth: not the skin", to: &page) {
                    line("trace pack", in: &$0)
                }
                writeEntry(
                    "window: from here on taking the pack off completes the session; it ends at full time", to: &page
                ) { page in
                    for fill in ["band", "hatch"] {
                        page.element(
                            .rect, .class(fill), .x(.px(6)), .width(.px(36)), .height(.px(Self.height)))
                    }
                    upright("edge", at: 6, in: &page)
                    upright("edge", at: 42, in: &page)
                }
                writeEntry("a limit at which it beeps and the session goes on", to: &page) {
                    line("limit-warning", in: &$0)
                }
                writeEntry("a limit at which it ends the session and sounds the alarm", to: &page) {
                    line("limit-stop", in: &$0)
                }
                writeEntry("the end of the session", to: &page) { upright("end", at: 24, in: &$0) }
                writeEntry("the probe gave a fault in place of a reading", to: &page) { line("no-reading", in: &$0) }
                writeEntry("an event, by its number in the table below the chart", to: &page) { mark("mark", in: &$0) }
                writeEntry("one to look at: a warning, a fault, an alarm", to: &page) { mark("grave-mark", in: &$0) }
            }
            page.element(.p, text: scales)
            writeLimits(to: &page)
        }
    }

    private var scales: String {
        let tolerance = decimal(SafetyLimits.tolerance.celsius, places: 1)
        return
            "Time runs from the press of the button. A line of a limit stands at the reading at which the limit begins "
            + "to count, \(tolerance) °C before the limit itself, because the probe’s tolerance is held against the "
            + "person; it is the limit of the probe nearest to the skin. The charts in full each have a scale of their "
            + "own. The small charts all have the same, \(range(.ice)) for ice and \(range(.heat)) for heat, with the first "
            + "limit that stops; what goes beyond stands at the edge with its figure."
    }

    private func range(_ modality: Modality) -> String {
        let scale = TemperatureScale(common: modality, height: 1)
        return "\(decimal(scale.lowest, places: 0)) to \(decimal(scale.highest, places: 0)) °C".replacingHyphen
    }

    // MARK: Entries

    private func writeEntry(_ words: String, to page: inout HTML, _ draw: (inout HTML) -> Void) {
        page.element(.div) { page in
            page.element(.dt) { page in
                page.element(
                    .svg, .class("sign"), .width(.px(Self.width)), .height(.px(Self.height)), .decoration, content: draw
                )
            }
            page.element(.dd, text: words)
        }
    }

    private func line(_ name: String, in page: inout HTML) {
        let middle = Length.px(Self.height / 2)
        page.element(.line, .class(name), .x1(.px(2)), .x2(.px(Self.width - 2)), .y1(middle), .y2(middle))
    }

    private func upright(_ name: String, at x: Double, in page: inout HTML) {
        page.element(.line, .class(name), .x1(.px(x)), .x2(.px(x)), .y1(.zero), .y2(.px(Self.height)))
    }

    private func mark(_ name: String, in page: inout HTML) {
        let (x, y) = (Length.px(Self.width / 2), Self.height / 2)
        page.element(.circle, .class(name), .cx(x), .cy(.px(y)), .radius(.px(8)))
        page.element(.text, .class("\(name)-number"), .x(x), .y(.px(y + 4)), .anchor(.middle), text: "1")
    }

    // MARK: Limits

    /// The limits in words, as the program holds them.
    private func writeLimits(to page: inout HTML) {
        page.element(.table, .class("limits")) { page in
            page.element(.caption, text: "The limits, which nobody can switch off or make looser")
            page.element(.thead) { $0.headings("where", "beeps, goes on", "ends the session, alarm") }
            page.element(.tbody) { page in
                writeRow("ice, skin probe", SafetyLimits.iceOnSkin, isShown: hasSkinProbe, to: &page)
                writeRow("ice, pack probe", SafetyLimits.iceOnPack, isShown: true, to: &page)
                writeRow(
                    "heat, skin probe", SafetyLimits.heatOnSkin,
                    dose: (SafetyLimits.doseWarning, SafetyLimits.doseStop), isShown: hasSkinProbe, to: &page)
                writeRow("heat, pack probe", SafetyLimits.heatOnPack, isShown: true, to: &page)
            }
        }
        var notes =
            "A probe without a valid reading for \(SafetyLimits.silenceStop.words) ends the session, too. "
            + "The limits that stop hold for ice and heat alike, whichever the session is."
        if hasSkinProbe {
            notes += " With a skin probe that works, those of an ice pack only beep, all but the coldest."
        }
        page.element(.p, .class("soft"), text: notes)
    }

    private func writeRow(
        _ name: String, _ cutoffs: [Cutoff], dose: (warn: Double, stop: Double)? = nil, isShown: Bool,
        to page: inout HTML
    ) {
        guard isShown else { return }
        func words(_ action: Cutoff.Action, _ dose: Double?) -> String {
            let limits = cutoffs.filter { $0.action == action }.map(\.words)
            return (limits + [dose.map { "dose of \(decimal($0, places: 1)) CEM43" }].compactMap { $0 })
                .joined(separator: "; ").replacingHyphen
        }
        page.element(.tr) { page in
            page.element(.th, .scope(.row), text: name)
            page.element(.td, text: words(.warn, dose?.warn))
            page.element(.td, text: words(.stop, dose?.stop))
        }
    }
}
