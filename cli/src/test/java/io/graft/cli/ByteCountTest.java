package io.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ByteCountTest {
    @ParameterizedTest
    @CsvSource({
        "512,512",
        "512M,536870912",
        "1k,1024",
        "5GB,5000000000",
        "2GiB,2147483648",
        "3 kb,3000",
        "1T,1099511627776"
    })
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(ByteCount.parse(text)).isEqualTo(new ByteCount(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "1.5G", "5 X", "9999999999999"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> ByteCount.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("512M");
    }

    @Test
    void refusesMoreThanALongHolds() {
        assertThatThrownBy(() -> ByteCount.parse("999999999999T")).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "1500,1.5 kB", "2500000,2.5 MB", "1234567890123,1.2 TB"})
    void showsWhatPeopleRead(long bytes, String text) {
        assertThat(new ByteCount(bytes)).hasToString(text);
    }
}
