import Glibc
import TestSupport
import Testing

@testable import CoachService

@Suite("Who is at the other end of the control socket")
struct PeerTests {
    @Test("root, the service's user and members of its group may, by any of their groups")
    func members() {
        let members = ControlMembers(user: 900, group: 950)
        #expect(members.include(Peer(user: 0, groups: [0])))
        #expect(members.include(Peer(user: 900, groups: [100])))
        #expect(members.include(Peer(user: 1000, groups: [1000, 27, 950])))
        #expect(!members.include(Peer(user: 1000, groups: [1000, 27, 900])))
        #expect(!members.include(Peer(user: 950, groups: [])))
        #expect(!ControlMembers(user: 900, group: nil).include(Peer(user: 1000, groups: [1000, 0])))
    }

    @Test("who is at the other end is what the kernel says")
    func peer() throws {
        let files = try TestDirectory()
        let path = "\(files.path)/io.packcoach"
        let listener = try UnixSocket()
        try listener.bind(to: path)
        try listener.listen(backlog: 1)
        let client = try RawClient(path)
        let peer = try Peer(of: listener.accept())
        #expect(peer.user == geteuid())
        #expect(peer.groups.contains(getegid()))
        _ = client
    }
}
