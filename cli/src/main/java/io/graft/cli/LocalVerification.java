package io.graft.cli;

import io.graft.core.GraftException;
import io.graft.core.verification.VerificationReport;
import io.graft.eval.decoder.DecoderOptions;
import io.graft.eval.verification.MergeVerification;
import io.graft.eval.verification.Text;
import io.graft.eval.verification.VerificationListener;
import io.graft.eval.verification.VerificationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verifies a merge of folders on this machine. Apart from the command, as it needs the libraries that run models. */
record LocalVerification(LocalRecipe recipe, Path merged, List<Path> texts, String level, String device, int threads) {
    VerificationReport run(VerificationListener progress) throws IOException, InterruptedException {
        if (!recipe.series().intermediate().isEmpty()) {
            throw new GraftException(
                    CliError.RECIPES_NOT_VERIFIABLE,
                    merged.toString(),
                    "The file holds several recipes that feed each other, and what is between them is not kept",
                    "Merge them one by one into folders, and verify each.");
        }
        List<Text> read = new ArrayList<>();
        for (Path text : texts) {
            read.add(TextFile.read(text));
        }
        VerificationOptions options = VerificationOptions.DEFAULT
                .withLevel(VerificationOptions.Level.valueOf(level))
                .with(new DecoderOptions(device, Math.max(0, threads)));
        return MergeVerification.verify(recipe.series().last(), recipe.folders(), merged, read, options, progress);
    }
}
