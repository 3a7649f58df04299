package io.graft.registry.storage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
    @Bean
    SignedUrls signedUrls(Secrets secrets, StorageSettings settings, Clock clock) {
        return new SignedUrls(secrets.named("signed-urls"), settings.urlsLast(), clock);
    }

    @Bean
    Store store(StorageSettings settings, SignedUrls urls, SegmentRows segments, BlobRows rows) throws IOException {
        return new ComposingStore(whole(settings, urls), segments, rows, urls);
    }

    private static Store whole(StorageSettings settings, SignedUrls urls) throws IOException {
        return switch (settings.kind()) {
            case FOLDER -> new FolderStore(settings.folder(), urls);
            case S3 -> new S3Store(new Bucket(settings.requireS3(), settings.urlsLast(), new Outside()));
        };
    }

    @Bean
    Blobs blobs(
            Store store,
            BlobRows rows,
            SegmentRows segments,
            PlatformTransactionManager transactions,
            Clock clock,
            StorageSettings settings) {
        return new Blobs(
                store,
                rows,
                segments,
                new TransactionTemplate(transactions),
                clock,
                settings.partSize().toBytes());
    }

    @Bean
    Sweep sweep(
            Store store,
            BlobRows rows,
            PlatformTransactionManager transactions,
            Clock clock,
            SweepSettings settings,
            UploadSettings uploads) {
        return new Sweep(store, rows, new TransactionTemplate(transactions), clock, settings, uploads);
    }

    @Bean
    RecurringTask<Void> sweepTask(Sweep sweep, SweepSettings settings) {
        return Tasks.recurring("sweep", FixedDelay.of(settings.every())).execute((_, _) -> sweep.run());
    }
}
