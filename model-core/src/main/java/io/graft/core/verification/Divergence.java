package io.graft.core.verification;

/**
 * How far the answers of one model are from those of another, over the positions of some texts. Of Kullback-Leibler divergences
 * from the first to the second, in nats: mean, median, 99th percentile and largest.
 *
 * @param sameTop the share of positions at which both find the same token likeliest, from 0 to 1
 * @param decided positions at which the first model's two likeliest are further apart than ten times {@code rmsLogit}, and than ten
 *     times the same of this position alone
 * @param sameTopDecided the share of those at which both find the same token likeliest; 1 if there are none
 * @param rmsLogit root mean square of the differences of logits
 * @param rmsProbability root mean square of the differences of the probability of the text's next token
 * @param nllChange by how much the mean negative log-likelihood of the next token is larger for the second model, in nats
 */
public record Divergence(
        long positions,
        double mean,
        double median,
        double p99,
        double max,
        double sameTop,
        long decided,
        double sameTopDecided,
        double rmsLogit,
        double rmsProbability,
        double nllChange) {}
