package io.graft.gateway;

import java.io.IOException;

/** The registry went away in the middle of an answer, of which the client already has the beginning. */
final class AnswerBrokeOff extends RuntimeException {
    AnswerBrokeOff(IOException why) {
        super("The registry's answer broke off: " + why);
    }
}
