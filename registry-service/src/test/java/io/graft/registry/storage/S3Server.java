package io.graft.registry.storage;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server in this process, over a folder. It insists on signatures. */
public final class S3Server {
    public static final String ACCESS_KEY = "graft";
    public static final String SECRET_KEY = "graft-secret";

    private final BlobStore folder;
    private final S3Proxy server;

    private S3Server(BlobStore folder, S3Proxy server) {
        this.folder = folder;
        this.server = server;
    }

    public static S3Server over(Path folder) throws Exception {
        BlobStore store = new FilesystemNio2BlobStore(folder.toString());
        S3Proxy server = S3Proxy.builder()
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .blobStore(store)
                .build();
        server.start();
        return new S3Server(store, server);
    }

    public static S3Server overAFreshFolder() {
        try {
            return over(Files.createDirectories(Path.of("target", "test-s3", Long.toString(System.nanoTime()))
                    .toAbsolutePath()));
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not start", e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public void stop() throws Exception {
        server.stop();
        folder.close();
    }
}
