package io.graft.core.suite;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import dev.hardwood.row.StructAccessor;
import io.graft.core.GraftException;
import io.graft.core.template.None;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Parquet files, uncompressed or compressed with Snappy or gzip. A document's line is its number, from 1. */
final class ParquetRows {
    private static final int MOST = 5_000_000;

    private ParquetRows() {}

    static List<Row> read(String file, byte[] bytes) {
        List<Row> rows = new ArrayList<>();
        try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(bytes)));
                RowReader reader = parquet.rowReader()) {
            while (reader.hasNext()) {
                reader.next();
                rows.add(new Row(columns(reader), file, rows.size() + 1));
                requireFew(rows.size(), file);
            }
        } catch (IOException | RuntimeException e) {
            throw e instanceof GraftException known ? known : malformed(file, e);
        }
        return rows;
    }

    private static void requireFew(int rows, String file) {
        if (rows > MOST) {
            throw SuiteError.SUITE_TOO_LARGE.at(
                    file,
                    "%s has more than %d documents".formatted(file, MOST),
                    "Keep the documents that are asked about, and leave out the others.");
        }
    }

    private static Map<String, Object> columns(StructAccessor struct) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < struct.getFieldCount(); i++) {
            columns.put(struct.getFieldName(i), struct.isNull(i) ? None.NONE : value(struct.getValue(i)));
        }
        return columns;
    }

    private static Object value(@Nullable Object value) {
        return switch (value) {
            case null -> None.NONE;
            case PqStruct struct -> columns(struct);
            case PqList list -> items(list);
            case PqMap map -> entries(map);
            case Boolean flag -> flag;
            case Float number -> (double) number;
            case Double number -> number;
            case Number number -> number.longValue();
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            default -> value.toString();
        };
    }

    private static List<Object> items(PqList list) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            items.add(list.isNull(i) ? None.NONE : value(list.get(i)));
        }
        return items;
    }

    private static Map<Object, Object> entries(PqMap map) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        map.getEntries().forEach(entry -> entries.put(value(entry.getKey()), value(entry.getValue())));
        return entries;
    }

    private static GraftException malformed(String file, Exception cause) {
        return new GraftException(
                SuiteError.SUITE_DATA_MALFORMED,
                file,
                "%s is no Parquet file that can be read: %s".formatted(file, cause.getMessage()),
                "Write it anew, compressed with snappy; or convert it to JSON lines.",
                cause);
    }
}
