/**
 * A standalone Flink cluster of this machine: a folder with Flink's jars and configuration, a
 * JobManager and TaskManagers as processes of their own, and Flink's client for it. Reads and
 * writes that folder, starts and ends those processes, asks their REST address; it knows nothing of
 * what jobs do.
 */
package io.flowledger.cluster;
