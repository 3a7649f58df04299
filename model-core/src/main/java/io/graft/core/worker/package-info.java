/**
 * What all workers need on their own machines: inputs fetched once, folders that do not outlive their process.
 *
 * @see io.graft.core.worker.Inputs
 */
@NullMarked
package io.graft.core.worker;

import org.jspecify.annotations.NullMarked;
