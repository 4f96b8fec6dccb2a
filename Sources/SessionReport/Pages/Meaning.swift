import CoachCore
import SessionLog

/// What the figures mean, and what they do not: the part that keeps a reader from concluding too much.
struct Meaning {
    let hasSkinProbe: Bool
    let hasPackAlone: Bool

    func write(to page: inout HTML) {
        page.element(.section, .class("meaning"), .labelled(by: "meaning")) { page in
            page.element(.h2, .id("meaning"), text: "What the figures mean, and what they do not")
            page.element(.dl, .class("prose")) { page in
                for (term, words) in entries {
                    page.element(.div) { page in
                        page.element(.dt, text: term)
                        page.element(.dd, text: words)
                    }
                }
            }
        }
    }

    private var entries: [(String, String)] {
        [
            (
                "No medical device",
                "A timer with a probe, made for use at home. It diagnoses nothing and treats nothing; no figure here "
                    + "replaces an examination."
            ),
            ("Pack probe", packProbe),
            hasSkinProbe
                ? (
                    "Skin probe",
                    "Reads what is between cloth and skin, with some delay, at one spot. It follows the skin’s surface, "
                        + "not the tissue below, and reads wrong where it lost contact."
                ) : nil,
            (
                "±\(decimal(SafetyLimits.tolerance.celsius, places: 1)) °C",
                "is the tolerance of the probes between −10 and +85 °C by their data sheet; a difference smaller than "
                    + "that says nothing."
            ),
            (
                "Window met",
                "The pack was on for the least time that was planned, and neither a limit nor a fault ended it. It says "
                    + "that time passed on the clock, not that it helped, nor where the pack lay."
            ),
            (
                "Rest kept",
                "No rest between two sessions was overridden. Ice and heat without this device are not in the log."
            ),
            hasSkinProbe
                ? (
                    "Dose, CEM43",
                    "Heat on the skin as minutes at 43 °C that would do the same (Sapareto and Dewey 1984), from the skin "
                        + "probe. A session ends at \(decimal(SafetyLimits.doseStop, places: 1)), a day at "
                        + "\(decimal(SafetyLimits.dosePerDay, places: 1)). It measures heat load, no benefit, and below "
                        + "the limit is no proof of safety."
                ) : nil,
            (
                "Pain, onset, runs",
                "are what the person noted, when the person noted it. Lower pain after a session is no permission to run."
            ),
            (
                "Times",
                "are local, with their zone. ~ marks a time at which the board’s clock was not synchronised; lengths are "
                    + "right all the same."
            ),
        ].compactMap { $0 }
    }

    private var packProbe: String {
        let words =
            "Reads the pack, not the skin. Skin stays warmer than an ice pack and cooler than a heat pack, by how "
            + "much depends on the cloth between them, and this log does not know it."
        return hasPackAlone ? words + " With the pack probe alone the timer was the main protection." : words
    }
}
