package io.flowledger.ledger.estimate;

/** The 97.5 % quantile of Student's t, for any degrees of freedom from one up. */
final class StudentT {

    private static final double NORMAL = 1.959963984540054;

    /** Exact at 1 to 4 degrees of freedom, where the series below is not yet good. */
    private static final double[] FEW = {12.706204736, 4.302652730, 3.182446305, 2.776445105};

    private StudentT() {}

    static double upper975(double degrees) {
        if (degrees < 1) {
            return FEW[0];
        }
        if (degrees < FEW.length) {
            int whole = (int) degrees;
            // Linear in 1/degrees, in which the quantile is nearly straight.
            double from = 1.0 / whole;
            double to = 1.0 / (whole + 1);
            double share = (from - 1 / degrees) / (from - to);
            return FEW[whole - 1] + share * (FEW[whole] - FEW[whole - 1]);
        }
        return series(degrees);
    }

    /** Cornish-Fisher series in 1/degrees (Abramowitz and Stegun, 26.7.5). */
    private static double series(double degrees) {
        double z = NORMAL;
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        double z9 = z7 * z * z;
        double g1 = (z3 + z) / 4;
        double g2 = (5 * z5 + 16 * z3 + 3 * z) / 96;
        double g3 = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384;
        double g4 = (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / 92160;
        double x = 1 / degrees;
        return z + x * (g1 + x * (g2 + x * (g3 + x * g4)));
    }
}
