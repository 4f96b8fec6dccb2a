import CoachCore

extension Configuration {
    /// The effective configuration as TOML: every key, defaults included. Parsing it gives the same configuration.
    public var text: String {
        var text = """
            board = \(quoted(board))
            database = \(quoted(database))

            [about]
            name = \(quoted(about.name))
            site = \(quoted(about.site))

            [button]
            line = \(button.line)
            active = \(quoted(button.active.rawValue))
            bias = \(quoted(button.bias.rawValue))
            debounce = \(quoted(DurationText.text(button.debounce)))

            [leds]
            lines = [\(leds.lines.map { "\($0)" }.joined(separator: ", "))]
            active = \(quoted(leds.active.rawValue))

            [buzzer]
            line = \(buzzer.line)
            active = \(quoted(buzzer.active.rawValue))
            chirps = \(quoted(buzzer.chirps.rawValue))

            """
        if let modeSwitch {
            text += """

                [mode-switch]
                line = \(modeSwitch.line)
                active = \(quoted(modeSwitch.active.rawValue))
                bias = \(quoted(modeSwitch.bias.rawValue))

                """
        }
        for probe in probes {
            text += """

                [[probe]]
                role = \(quoted(probe.role.rawValue))
                source = \(quoted(probe.source.rawValue))
                id = \(quoted(probe.id))

                """
        }
        for modality in Modality.allCases {
            let times = times(of: modality)
            text += """

                [\(modality.rawValue)]
                minimum = \(quoted(DurationText.text(times.minimum)))
                ceiling = \(quoted(DurationText.text(times.ceiling)))
                rest = \(quoted(DurationText.text(times.rest)))

                """
        }
        return text
    }

    /// A TOML basic string. Control characters never get into a configuration.
    private func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
    }
}
