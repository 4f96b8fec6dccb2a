extension VarlinkDescription {
    /// What the coach offers. The methods and parameters that stand here are the ones that there are.
    static let packcoach = VarlinkDescription(
        """
        # A coach for ice and heat packs: what its button does, and what is going on.
        # For root, the service's own user and members of group packcoach.
        interface io.packcoach

        # What a session does to the hip.
        type Modality (ice, heat)

        # The last reading of a probe: a temperature or the code of a fault; neither before the first one.
        type Probe (
            role: string,
            celsius: ?float,
            fault: ?string,
            age_s: ?float
        )

        # What is wrong with the device: a name (pack probe, skin probe, clock, log, board) and words for people.
        type Fault (
            name: string,
            message: string
        )

        # Whether a start would be let through now, the pack apart; else the code of the refusal, words for people and,
        # for a wait, how long it still is and when it is over (RFC 3339; null while the clock is not synchronised).
        type Allowance (
            allowed: bool,
            code: ?string,
            message: ?string,
            from: ?string,
            left_s: ?float
        )

        # An early stop that a press or a start takes back for so long.
        type Resumption (
            session: int,
            modality: Modality,
            left_s: float
        )

        # state: idle, applying, window-open, remove-planned, remove-safety or fault.
        # checking: a start was asked for and the probes are being read.
        # modality, session: of the session that runs or asks for its pack to be taken off.
        # leds, lit: from first to last, 1 is on; lit counts a blinking one as on.
        # onset_marked: the onset of the pain is marked, so heat is refused for 48 h from it; onset_age_s: since then.
        # pack_ready: a pack that was refused would now do.
        # now: wall time of the board, RFC 3339.
        type CoachStatus (
            state: string,
            checking: bool,
            modality: ?Modality,
            session: ?int,
            elapsed_s: ?float,
            left_s: ?float,
            opens_in_s: ?float,
            resume: ?Resumption,
            leds: string,
            lit: string,
            buzzer: bool,
            probes: []Probe,
            faults: []Fault,
            ice: Allowance,
            heat: Allowance,
            onset_marked: bool,
            onset_age_s: ?float,
            pack_ready: bool,
            now: string,
            clock_synchronised: bool,
            database: string,
            version: string
        )

        # Something that was logged, in the words of packcoach log events.
        type Event (
            at: string,
            kind: string,
            detail: string,
            session: ?int
        )

        # What is going on.
        method Status() -> (status: CoachStatus)

        # Starts a session, or takes an early stop of the last minute back. Without a modality the pack decides.
        # override_rest: why the rest is passed over; the log keeps it. It passes no other rule.
        # Answers when the probes were read, within 2 s.
        method Start(modality: ?Modality, override_rest: ?string) -> (session: int)

        # Ends the session that runs: stopped-early or, in the open window, completed.
        method Stop() -> (session: int, end_reason: string)

        # Acknowledges the alarm that asks for the pack to be taken off, or hides a fault that blinks.
        method Acknowledge() -> (session: ?int)

        # For a self-test: shows these LEDs (from first to last, 1 is on) and sounds the buzzer for 3 s, which another call
        # makes longer. Not possible while a session, its start or its alarm is on; whatever begins ends it. Presses
        # meanwhile start nothing and are counted from the first of these calls on; closed: the button is closed now.
        method Test(leds: string, buzzer: bool) -> (presses: int, closed: bool)

        # Marks a run; at is when it ended (RFC 3339), null is now. With sore the onset of the pain, too.
        method MarkRun(at: ?string, sore: ?bool) -> ()

        # Marks the onset of the pain.
        method MarkOnset(at: ?string) -> ()

        # The episode is over: the 48-hour rule is not armed any more.
        method ClearOnset() -> ()

        # A stream, to be called with more: the status at once, on each change of what is going on (blinking is none)
        # and each second of a session; and with each event that is logged.
        method Monitor() -> (status: CoachStatus, event: ?Event)

        # A start was refused. code: as in the log. until, left_s: for a wait, when none stands any more.
        error StartRefused (code: string, message: string, until: ?string, left_s: ?float)

        # It makes no sense now; the message says why.
        error NotPossible (message: string)

        # A mark was given for a time that is still to come.
        error InFuture (message: string)

        # The log could not take a mark.
        error LogFailed (message: string)

        # Others hold all connections, or all streams.
        error TooManyConnections ()

        """)

    /// What every Varlink service offers; the text is Varlink's own.
    static let service = VarlinkDescription(
        """
        # The Varlink Service Interface is provided by every varlink service. It
        # describes the service and the interfaces it implements.
        interface org.varlink.service

        # Get a list of all the interfaces a service provides and information
        # about the implementation.
        method GetInfo() -> (vendor: string, product: string, version: string, url: string, interfaces: []string)

        # Get the description of an interface that is implemented by this service.
        method GetInterfaceDescription(interface: string) -> (description: string)

        # The requested interface was not found.
        error InterfaceNotFound (interface: string)

        # The requested method was not found
        error MethodNotFound (method: string)

        # The interface defines the requested method, but the service does not
        # implement it.
        error MethodNotImplemented (method: string)

        # One of the passed parameters is invalid.
        error InvalidParameter (parameter: string)

        # Client is denied access
        error PermissionDenied ()

        # Method is expected to be called with 'more' set to true, but wasn't
        error ExpectedMore ()

        """)

    static let all = [service, packcoach]
}
