package io.flowledger.bench.traffic;

/** engine_type and engine_id of a session. */
record Engine(int type, int id) {}
