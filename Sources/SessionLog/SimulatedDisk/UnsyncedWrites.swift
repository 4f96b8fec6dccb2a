import Glibc

/// What was written to files and never synced: a power cut may lose all of it, none, or any sectors of it.
///
/// A file's size, its being there and its name last as soon as they change, as a journalling file system keeps them.
public struct UnsyncedWrites: Sendable {
    /// What a card writes whole or not at all.
    private static let sector = 512

    private struct Sector: Hashable {
        var path: String
        var offset: Int64
    }

    /// What such a sector held when its file was last synced.
    private var before: [Sector: [UInt8]] = [:]
    /// By file, to forget them together.
    private var sectors: [String: [Sector]] = [:]
    private var luck: any RandomNumberGenerator & Sendable

    /// - Parameter luck: decides which of them a power cut loses.
    public init(luck: any RandomNumberGenerator & Sendable) {
        self.luck = luck
    }

    /// So many bytes are about to be written.
    /// - Parameter read: gives what stands at an offset, up to so many bytes of it.
    mutating func note(_ count: Int, at offset: Int64, of path: String, read: (Int64, Int) -> [UInt8]) {
        let size = Int64(Self.sector)
        var start = offset / size * size
        while start < offset + Int64(count) {
            let sector = Sector(path: path, offset: start)
            if before[sector] == nil {
                before[sector] = read(start, Self.sector)
                sectors[path, default: []].append(sector)
            }
            start += size
        }
    }

    /// A file is about to be cut off.
    mutating func noteTruncation(to size: Int64, of path: String) {
        for sector in sectors[path] ?? [] where sector.offset >= size { before[sector] = nil }
        sectors[path]?.removeAll { $0.offset >= size }
    }

    /// A file was synced, or is gone.
    mutating func forget(_ path: String) {
        for sector in sectors.removeValue(forKey: path) ?? [] { before[sector] = nil }
    }

    /// The power is gone. In the order in which they were written, so that a seed always loses the same.
    mutating func lose() {
        // All, nothing, or each by its own luck.
        let share = luck.next() % 3
        for path in sectors.keys.sorted() {
            for sector in sectors[path] ?? [] where share == 0 || share == 1 && luck.next() % 2 == 0 {
                Self.write(before[sector] ?? [], to: sector)
            }
        }
        before = [:]
        sectors = [:]
    }

    /// What never was on the card reads as zeros where the file has grown over it.
    private static func write(_ bytes: [UInt8], to sector: Sector) {
        let descriptor = open(sector.path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END)) - Int(sector.offset)
        let whole = bytes + [UInt8](repeating: 0, count: Self.sector - bytes.count)
        _ = pwrite(descriptor, whole, max(0, min(size, Self.sector)), off_t(sector.offset))
    }
}
