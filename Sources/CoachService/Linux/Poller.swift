import CoachCore
import Glibc

/// Waits until one of a few descriptors has something to say: poll(2), with the loop's own names for them.
///
/// The descriptors belong to others and must stay open until they are forgotten here.
struct Poller<Source: Hashable & Sendable>: Sendable {
    private var sources: [Source] = []
    private var entries: [pollfd] = []

    /// What to wait for on a descriptor. That it is closed or broken is told in any case.
    struct Interest: OptionSet, Sendable {
        let rawValue: Int16

        static var reading: Interest { Interest(rawValue: Int16(POLLIN)) }
        static var writing: Interest { Interest(rawValue: Int16(POLLOUT)) }
    }

    /// What a descriptor has to say.
    struct Event: Hashable, Sendable {
        let source: Source
        /// There is something to read, the end of the stream included.
        let canRead: Bool
        let canWrite: Bool
        /// The other side is gone, or the descriptor is broken or closed: read what is left, then forget it.
        let isOver: Bool
    }

    /// Adds a descriptor, or changes what is waited for on it.
    mutating func watch(_ descriptor: Int32, as source: Source, for interest: Interest = .reading) {
        forget(source)
        sources.append(source)
        entries.append(pollfd(fd: descriptor, events: interest.rawValue, revents: 0))
    }

    /// Takes a descriptor out; does nothing if it is not in.
    mutating func forget(_ source: Source) {
        guard let index = sources.firstIndex(of: source) else { return }
        sources.remove(at: index)
        entries.remove(at: index)
    }

    /// Waits for the first event; a signal that arrives meanwhile ends and prolongs nothing.
    /// - Parameter timeout: nil waits without end, zero not at all.
    /// - Returns: All events that are there, in the order in which the sources were added; none after the timeout.
    mutating func wait(upTo timeout: Duration? = nil) throws(SystemFailure) -> [Event] {
        try Poll.wait(&entries, upTo: timeout)
        var events: [Event] = []
        for (source, entry) in zip(sources, entries) where entry.revents != 0 {
            let ready = Int32(entry.revents)
            events.append(
                Event(
                    source: source, canRead: ready & POLLIN != 0, canWrite: ready & POLLOUT != 0,
                    isOver: ready & (POLLHUP | POLLERR | POLLNVAL) != 0))
        }
        return events
    }
}

/// poll(2) itself.
enum Poll {
    /// Waits until one of the entries is ready, over all signals.
    static func wait(_ entries: inout [pollfd], upTo timeout: Duration?) throws(SystemFailure) {
        let end = timeout.map { BootClock.now() + $0 }
        while true {
            let count = poll(&entries, nfds_t(entries.count), milliseconds(until: end))
            if count > 0 { return }
            if count < 0 && errno != EINTR { throw SystemFailure("wait for events") }
            // A wait longer than poll can count, or one cut short by a signal, goes on.
            if let end, BootClock.now() >= end { break }
        }
        // After a signal poll leaves the results of the call before.
        for index in entries.indices { entries[index].revents = 0 }
    }

    /// Whole milliseconds, rounded up so that nothing wakes before its time; −1 for ever.
    private static func milliseconds(until end: Instant?) -> Int32 {
        guard let end else { return -1 }
        let rest = (end - BootClock.now()).nanoseconds
        return Int32(clamping: max(0, (rest + 999_999) / 1_000_000))
    }
}
