package io.flowledger.bench.traffic;

/**
 * Which datagrams of one session are withheld: independently with a probability, and in bursts with
 * geometric lengths and gaps (Gilbert's two states).
 */
final class LossModel {

    private final double uniform;
    private final double enterBurst;
    private final double leaveBurst;
    private final TrafficRandom random;
    private boolean inBurst;

    LossModel(double uniform, double meanBurst, double meanGap, TrafficRandom random) {
        this.uniform = uniform;
        this.enterBurst = meanBurst > 0 ? 1 / meanGap : 0;
        this.leaveBurst = meanBurst > 0 ? 1 / meanBurst : 1;
        this.random = random;
    }

    boolean withholdNext() {
        if (inBurst) {
            inBurst = !random.chance(leaveBurst);
        } else {
            inBurst = random.chance(enterBurst);
        }
        return inBurst || random.chance(uniform);
    }
}
