/// The tables of the log, as changes in the order in which they came.
///
/// A change that has shipped is never edited; the next one goes to the end. The comments inside the SQL are part of
/// the file: `sqlite3 packcoach.db .schema` shows them to whoever reads it without this program.
///
/// Every time stands twice. Names that end in `_ns` or `_ms` count from the start of a boot, or from a press, and are
/// exact. Names that end in `at` are that moment in UTC, for people: RFC 3339 with milliseconds, so that text sorts as
/// time does. `clock_synced` = 0 says that the clock was only a guess when the row was written; such rows are put right
/// as soon as the same boot synchronises.
enum Schema {
    static let migrations = [
        Migration(name: "sessions, samples, alarms and events", sql: first)
    ]

    private static let first = """
        CREATE TABLE boot (
            -- One run of the kernel from power-on to power-off. Boot-relative times of other tables count from its start.
            id                INTEGER PRIMARY KEY,
            boot_id           TEXT NOT NULL UNIQUE,  -- /proc/sys/kernel/random/boot_id
            first_offset_ns   INTEGER,               -- UTC minus boot time when the clock was first seen synchronised: the anchor of all UTC times of this boot; NULL: never was
            largest_offset_ns INTEGER,               -- the largest such difference seen: no event of this boot was later than this says
            last_seen_ns      INTEGER NOT NULL       -- it ran at least this long
        ) STRICT;

        CREATE TABLE configuration (
            -- Every configuration that a session ran under, each text once.
            id   INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE session (
            -- One pack put on, from the press to the end. A session that runs has no end yet.
            id              INTEGER PRIMARY KEY,
            boot            INTEGER NOT NULL REFERENCES boot (id),
            modality        TEXT NOT NULL CHECK (modality IN ('ice', 'heat')),
            started_at      TEXT NOT NULL,
            clock_synced    INTEGER NOT NULL CHECK (clock_synced IN (0, 1)),
            started_ns      INTEGER NOT NULL,        -- the press, nanoseconds of its boot
            minimum_ms      INTEGER NOT NULL,        -- from here on ending it counts as completed
            ceiling_ms      INTEGER NOT NULL,        -- nothing lengthens it past this
            probes          TEXT NOT NULL,           -- the probes that were fitted: 'pack', 'skin' or 'pack skin'
            name            TEXT NOT NULL,           -- who and where, from [about] of the configuration
            site            TEXT NOT NULL,
            configuration   INTEGER NOT NULL REFERENCES configuration (id),
            override_reason TEXT,                    -- why the rest was overridden
            ended_at        TEXT,
            ended_ns        INTEGER,                 -- the end, nanoseconds of the same boot
            duration_ms     INTEGER,
            end_reason      TEXT,                    -- completed, ceiling, stopped-early, too-cold, too-hot, dose, probe-fault, power-loss, shutdown
            end_probe       TEXT,                    -- the probe whose limit or fault ended it
            window_met      INTEGER CHECK (window_met IN (0, 1)),  -- minimum reached, and neither safety nor a fault ended it
            min_mc          INTEGER,                 -- lowest and highest reading of the leading probe, thousandths of a degree Celsius
            max_mc          INTEGER,
            dose_cem43      REAL,                    -- thermal dose of the skin in minutes at 43 °C; NULL without a skin probe
            pain_before     INTEGER CHECK (pain_before BETWEEN 0 AND 10),
            pain_after      INTEGER CHECK (pain_after BETWEEN 0 AND 10),
            note            TEXT
        ) STRICT;

        CREATE TABLE sample (
            -- The readings of a session: a temperature or the fault that stood in its place. There are thousands, so all
            -- but the reading is in the key: session, milliseconds since the press in 8 digits, 0 for pack and 1 for skin.
            id      INTEGER PRIMARY KEY,             -- 7 00061234 1 is the skin probe of session 7 at 1:01.234
            session INTEGER GENERATED ALWAYS AS (id / 1000000000) VIRTUAL,
            t_ms    INTEGER GENERATED ALWAYS AS (id / 10 % 100000000) VIRTUAL,  -- since the press
            probe   TEXT GENERATED ALWAYS AS (CASE id % 10 WHEN 0 THEN 'pack' WHEN 1 THEN 'skin' END) VIRTUAL,
            mc      INTEGER CHECK (mc BETWEEN -273150 AND 1000000),  -- thousandths of a degree Celsius
            fault   TEXT,
            CHECK ((mc IS NULL) <> (fault IS NULL)),
            CHECK (id > 0 AND id % 10 IN (0, 1))
        ) STRICT;

        CREATE TABLE alarm (
            -- The alarms that ask for the pack to be taken off. A session may have several, one after the other.
            session      INTEGER NOT NULL REFERENCES session (id),
            boot         INTEGER NOT NULL REFERENCES boot (id),
            since_ns     INTEGER NOT NULL,           -- nanoseconds of the boot in which it sounds, not always that of its session
            since_at     TEXT NOT NULL,
            clock_synced INTEGER NOT NULL CHECK (clock_synced IN (0, 1)),
            kind         TEXT NOT NULL CHECK (kind IN ('planned', 'safety')),
            over_ns      INTEGER,                    -- NULL: it stands, or the boot ended first
            over_at      TEXT,
            over_by      TEXT CHECK (over_by IN ('acknowledged', 'expired', 'replaced')),  -- replaced: another alarm took over
            PRIMARY KEY (session, boot, since_ns)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE event (
            -- What happened, in a session or outside one, in the order in which it was written.
            id           INTEGER PRIMARY KEY,
            boot         INTEGER NOT NULL REFERENCES boot (id),
            boottime_ns  INTEGER NOT NULL,           -- negative: before this boot, as a run that was marked later
            at           TEXT NOT NULL,
            clock_synced INTEGER NOT NULL CHECK (clock_synced IN (0, 1)),
            given_at     TEXT,                       -- the time that a person gave with --at; NULL: the moment itself
            session      INTEGER REFERENCES session (id),
            kind         TEXT NOT NULL,
            detail       TEXT NOT NULL
        ) STRICT;

        CREATE INDEX event_of_session ON event (session) WHERE session IS NOT NULL;
        CREATE INDEX event_of_mark ON event (kind) WHERE kind IN ('run', 'onset', 'onset-cleared');
        """
}
