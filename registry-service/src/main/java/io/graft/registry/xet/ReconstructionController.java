package io.graft.registry.xet;

import io.graft.core.GraftException;
import io.graft.core.xet.MerkleHash;
import io.graft.core.xet.Xorb;
import io.graft.registry.storage.Blobs;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where clients of Xet fetch files chunk by chunk. */
@RestController
@RequestMapping("/xet/v1")
class ReconstructionController {
    private final Xorbs xorbs;
    private final XetFiles files;
    private final Blobs blobs;

    ReconstructionController(Xorbs xorbs, XetFiles files, Blobs blobs) {
        this.xorbs = xorbs;
        this.files = files;
        this.blobs = blobs;
    }

    /** @param to exclusive */
    private record Stretch(long from, long to) {
        static Stretch of(@Nullable String range, long length) {
            if (range == null) {
                return new Stretch(0, length);
            }
            List<HttpRange> ranges = parsed(range, length);
            long from = ranges.getFirst().getRangeStart(length);
            if (from >= length) {
                throw ChunkError.beyond(range, length);
            }
            return new Stretch(from, ranges.getFirst().getRangeEnd(length) + 1);
        }

        private static List<HttpRange> parsed(String range, long length) {
            try {
                List<HttpRange> ranges = HttpRange.parseRanges(range);
                if (ranges.size() == 1) {
                    return ranges;
                }
            } catch (IllegalArgumentException _) {
                // refused below, as several at once are
            }
            throw ChunkError.beyond(range, length);
        }
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(GraftException error) {
        return XetController.refusal(error);
    }

    @GetMapping("/reconstructions/{hash}")
    Reconstruction file(
            @PathVariable String hash,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range) {
        MerkleHash wanted = MerkleHash.parse(hash);
        List<KeptTerm> terms = files.terms(wanted);
        if (terms.isEmpty()) {
            throw ChunkError.noFile(wanted);
        }
        Stretch stretch =
                Stretch.of(range, terms.stream().mapToLong(KeptTerm::length).sum());
        Map<MerkleHash, Xorb> known = new HashMap<>();
        String root =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        return Reconstruction.of(
                terms,
                stretch.from(),
                stretch.to(),
                xorb -> known.computeIfAbsent(xorb, one -> kept(one).xorb()),
                xorb -> "%s/xet/v1/xorbs/default/%s".formatted(root, xorb));
    }

    /** The chunks of a xorb as clients send them, whole or a range of the bytes. */
    @GetMapping("/xorbs/{prefix}/{hash}")
    void xorb(
            @PathVariable String hash,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            HttpServletResponse response)
            throws IOException {
        SentXorb xorb = new SentXorb(kept(MerkleHash.parse(hash)));
        Stretch stretch = Stretch.of(range, xorb.length());
        if (range != null) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE,
                    "bytes %d-%d/%d".formatted(stretch.from(), stretch.to() - 1, xorb.length()));
        }
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setContentLengthLong(stretch.to() - stretch.from());
        xorb.write(blobs, stretch.from(), stretch.to(), response.getOutputStream());
    }

    private KeptXorb kept(MerkleHash hash) {
        return xorbs.find(hash).orElseThrow(() -> ChunkError.noXorb(hash));
    }
}
