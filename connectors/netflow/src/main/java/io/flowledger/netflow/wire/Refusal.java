package io.flowledger.netflow.wire;

/**
 * Why bytes were not taken as flows. Closed: every reason is one record with the values a person
 * needs, and one {@link Reason} to count by. Refused bytes go to quarantine as they came.
 */
public sealed interface Refusal {

    Reason reason();

    /** One line for a person, naming the values. */
    String describe();

    /**
     * What refusals are counted and stored by; {@link #code} is what serializers and files hold,
     * never reuse one.
     */
    enum Reason {
        EMPTY(1),
        SHORT_HEADER(2),
        UNSUPPORTED_VERSION(3),
        NO_RECORDS(4),
        NO_WHOLE_RECORD(5),
        COUNT_BEYOND_PAYLOAD(6),
        /**
         * Not refused whole: whole records were kept, this entry carries the raw bytes of the cut
         * datagram.
         */
        TRUNCATED(7),
        /**
         * Taken as flows at first; the sequence audit then found it older than anything it
         * remembers, so that nobody can say whether its flows are archived already.
         */
        STALE(8);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        /** Lower-case name as counters, metrics and the quarantine table show it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Reason ofCode(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("no refusal has the code " + code);
        }
    }

    /** A UDP payload of no bytes. */
    record Empty() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.EMPTY;
        }

        @Override
        public String describe() {
            return "empty payload";
        }
    }

    /** Fewer bytes than a header has, and no foreign version to name. */
    record ShortHeader(int length) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.SHORT_HEADER;
        }

        @Override
        public String describe() {
            return "header cut at " + length + " of " + V5Layout.HEADER_LENGTH + " bytes";
        }
    }

    /**
     * Another protocol or version on this port: NetFlow 1, 7, 8, 9, IPFIX (10), sFlow, or anything
     * else.
     */
    record UnsupportedVersion(int version) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.UNSUPPORTED_VERSION;
        }

        @Override
        public String describe() {
            return switch (version) {
                case 0 -> "version 0 (sFlow begins so), not NetFlow 5";
                case 10 -> "IPFIX (version 10), not NetFlow 5";
                default -> "version " + version + ", not NetFlow 5";
            };
        }
    }

    /** A header that says count = 0. */
    record NoRecords() implements Refusal {
        @Override
        public Reason reason() {
            return Reason.NO_RECORDS;
        }

        @Override
        public String describe() {
            return "count is 0";
        }
    }

    /** A believable count, but not one whole record behind the header. */
    record NoWholeRecord(int count, int length) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.NO_WHOLE_RECORD;
        }

        @Override
        public String describe() {
            return "count is " + count + ", but " + length + " bytes hold no whole record";
        }
    }

    /** More than 30 records claimed and fewer present: damage, not truncation. */
    record CountBeyondPayload(int count, int present) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.COUNT_BEYOND_PAYLOAD;
        }

        @Override
        public String describe() {
            return "count is " + count + ", but only " + present + " whole records are present";
        }
    }

    /**
     * Up to 30 records claimed and only {@code present} of them whole: those were kept, the rest is
     * lost as truncated.
     */
    record Truncated(int count, int present) implements Refusal {
        @Override
        public Reason reason() {
            return Reason.TRUNCATED;
        }

        @Override
        public String describe() {
            return "count is " + count + ", " + present + " whole records present and kept";
        }
    }
}
