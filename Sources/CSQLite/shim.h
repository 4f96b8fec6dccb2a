#pragma once
#include <sqlite3.h>

// What Swift cannot call by itself: a function with variable arguments, and a constant that is a cast of −1.

/// Binds text that SQLite copies at once, so that the caller's buffer may go.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int bytes) {
    return sqlite3_bind_text(statement, index, text, bytes, SQLITE_TRANSIENT);
}

/// Whether closing the last connection brings the write-ahead log into the file and removes it, as SQLite does unasked.
static inline int csqlite_checkpoint_on_close(sqlite3 *database, int enabled) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !enabled, (int *)0);
}
