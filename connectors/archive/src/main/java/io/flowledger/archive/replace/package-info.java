/**
 * Replaces files of a warehouse by others: new ones are written where nobody looks, and then all of
 * them come in and the old ones go in one go, which is finished or taken back whatever happens.
 * What is in the files is not known here.
 */
package io.flowledger.archive.replace;
