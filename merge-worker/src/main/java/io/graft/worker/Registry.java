package io.graft.worker;

import io.graft.core.artifact.Digest;
import io.graft.core.job.JobError;
import io.graft.core.job.JobQueue;
import io.graft.core.job.MergeOutputs;
import io.graft.core.transfer.Refusal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** The registry as a worker sees it: over HTTP, without credentials for its database or its storage. */
final class Registry {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Longer than the registry ever holds a request. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final URI address;
    private final JobQueue jobs;
    private final MergeOutputs outputs;

    /** @param token that the registry knows this worker by; empty for none */
    Registry(URI address, String token) {
        this.address = address;
        HttpServiceProxyFactory proxies = HttpServiceProxyFactory.builderFor(
                        RestClientAdapter.create(client(address, token)))
                .build();
        this.jobs = proxies.createClient(JobQueue.class);
        this.outputs = proxies.createClient(MergeOutputs.class);
    }

    JobQueue jobs() {
        return jobs;
    }

    MergeOutputs outputs() {
        return outputs;
    }

    /** Where the content with this digest can be had. */
    URI blob(Digest digest) {
        return address.resolve("/api/v1/blobs/" + digest);
    }

    private static RestClient client(URI address, String token) {
        JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build());
        http.setReadTimeout(ANSWER);
        return RestClient.builder()
                .baseUrl(address.toString())
                .requestFactory(http)
                .defaultHeaders(headers -> {
                    if (!token.isEmpty()) {
                        headers.setBearerAuth(token);
                    }
                })
                .defaultStatusHandler(HttpStatusCode::isError, (_, response) -> {
                    throw Refusal.read(
                            response.getStatusCode().value(), response.getBody().readAllBytes(), JobError.values());
                })
                .build();
    }
}
