extension Encoder {
    /// Writes an object with these members. What has no value is null, as in all of packcoach's JSON; the compiler's own
    /// way leaves the key out.
    package func encode<Key: CodingKey>(
        _ keys: Key.Type, _ members: KeyValuePairs<Key, (any Encodable)?>
    ) throws {
        var container = container(keyedBy: keys)
        for (key, value) in members {
            if let value {
                try container.encode(value, forKey: key)
            } else {
                try container.encodeNil(forKey: key)
            }
        }
    }
}
