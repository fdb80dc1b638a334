package io.flowledger.cli;

/** What a command prints on standard output. */
enum Format {
    TEXT,
    JSON
}
