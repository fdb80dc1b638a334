/**
 * What flows are enriched with, from plain files that operators already have: networks, interfaces,
 * AS numbers, applications. Bytes of files come in through {@link
 * io.flowledger.ledger.enrich.FileAccess}, an immutable {@link
 * io.flowledger.ledger.enrich.Enrichment} with a version goes out, looked up by the thread that
 * accounts; a thread of its own looks for newer files. Formats and rules: docs/enrichment.md.
 *
 * <p>It must never know what is accounted, nor which engine or file system it runs on.
 */
package io.flowledger.ledger.enrich;
