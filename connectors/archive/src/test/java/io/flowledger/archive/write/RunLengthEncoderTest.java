package io.flowledger.archive.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

class RunLengthEncoderTest {

    @Property
    void parquetJavaDecodesTheSameCodes(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3_000) int count,
            @ForAll @IntRange(min = 1, max = 1 << 18) int size,
            @ForAll @IntRange(min = 1, max = 40) int longestRun)
            throws IOException {
        Random random = new Random(seed);
        int[] codes = new int[count];
        for (int at = 0; at < count; ) {
            int end = Math.min(count, at + 1 + random.nextInt(longestRun));
            java.util.Arrays.fill(codes, at, end, random.nextInt(size));
            at = end;
        }
        assertThat(decoded(codes, RunLengthEncoder.bitWidth(size))).isEqualTo(codes);
    }

    @Test
    void aSingleCodeNeedsNoBits() {
        assertThat(RunLengthEncoder.bitWidth(1)).isZero();
        assertThat(RunLengthEncoder.bitWidth(2)).isEqualTo(1);
        assertThat(RunLengthEncoder.bitWidth(256)).isEqualTo(8);
        assertThat(RunLengthEncoder.bitWidth(257)).isEqualTo(9);
    }

    @Test
    void aConstantPageTakesAFewBytes() {
        PageBytes page = new PageBytes();
        RunLengthEncoder.encodeCodes(new int[20_000], 20_000, 17, page);
        // width, three bytes of varint(20 000 << 1), the value in ceil(17 / 8) bytes
        assertThat(page.size()).isEqualTo(1 + 3 + 3);
    }

    @SuppressWarnings("deprecation")
    private static int[] decoded(int[] codes, int width) throws IOException {
        PageBytes page = new PageBytes();
        RunLengthEncoder.encodeCodes(codes, codes.length, width, page);
        byte[] bytes = page.asInput().toByteArray();
        assertThat(bytes[0]).isEqualTo((byte) width);
        RunLengthBitPackingHybridDecoder decoder =
                new RunLengthBitPackingHybridDecoder(
                        width, new ByteArrayInputStream(bytes, 1, bytes.length - 1));
        int[] result = new int[codes.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = decoder.readInt();
        }
        return result;
    }
}
